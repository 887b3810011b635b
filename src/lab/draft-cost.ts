import { dollarsPerCall } from '../core/economics';
import { batchDiscount } from '../engines/openai/batch/price';
import { hasKnownPrice, type LiveModel } from './live-model';

/** Tokens of a typical programming task, as far as nothing is known of it or of the models. */
export const typicalTokens = { prompt: 200, answer: 150 };

/** How fast answers come, as far as nothing was measured: tokens a second in the page, answers a second of a server. */
const typicalPace = { wllama: 8, webllm: 25, server: 4 };

export interface DraftCost {
  /** Requests and trials where all M are asked. */
  requests: number;
  trials: number;
  /** Tokens where all M are asked in one request per task and model. */
  input: number;
  output: number;
  /** Dollars of that; undefined where a model that isn't in the page has no price. */
  dollars?: number;
  /** Of asking servers side by side, and models in the page one after the other. */
  seconds: number;
}

/**
 * What a draft costs where all M trials are asked: an estimate, from 150 tokens an answer and the usual pace of each
 * kind of engine.
 *
 * @param tasks how many
 * @param promptTokens mean tokens of a prompt by model id; 200 where it isn't counted
 */
export function estimateOf(
  {
    models,
    trials,
    isBatched = false,
  }: { models: readonly LiveModel[]; trials: number; isBatched?: boolean },
  tasks: number,
  promptTokens: Readonly<Record<string, number>> = {},
): DraftCost {
  const output = typicalTokens.answer * trials;
  const perTask = models.map((model) => {
    const input = promptTokens[model.id] ?? typicalTokens.prompt;
    const share = isBatched && model.engine.kind === 'openai' ? batchDiscount : 1;
    return { model, input, dollars: model.price && share * dollarsPerCall(model.price, { input, output }) };
  });
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const seconds = ({ engine }: LiveModel) =>
    engine.kind === 'openai' ? trials / typicalPace.server : output / typicalPace[engine.kind];
  const isServer = ({ engine }: LiveModel) => engine.kind === 'openai';
  const slowestServer = Math.max(0, ...models.filter(isServer).map(seconds));
  const inPage = sum(models.filter((model) => !isServer(model)).map(seconds));
  return {
    requests: models.length * tasks,
    trials: models.length * tasks * trials,
    input: Math.round(tasks * sum(perTask.map(({ input }) => input))),
    output: tasks * models.length * output,
    ...(models.every(hasKnownPrice) && { dollars: tasks * sum(perTask.map(({ dollars = 0 }) => dollars)) }),
    seconds: tasks * Math.max(slowestServer, inPage),
  };
}
