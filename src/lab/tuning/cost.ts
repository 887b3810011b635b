import { askingDollars, autoEpochs, trainingDollars } from '../../predictors/fine-tuned/cost';
import { tokenCounter, tokensOf } from '../count-tokens';
import { answerPrice, promptFor, sampling, seenText, tasksAsked } from './asking';
import type { TuningPlan, TuningServices } from './contract';

/** What a tuning costs, before anything is sent. */
export interface TuningCost {
  /** Where a model is trained: tokens of the training rows, times epochs, and their dollars. */
  training?: { tokens: number; epochs: number; dollars?: number };
  /** Requests, tokens and dollars of asking. */
  asking: { requests: number; input: number; output: number; dollars?: number };
  /** Undefined where a price isn’t known; 0 for models in the page. */
  dollars?: number;
}

/**
 * Counts with the cl100k vocabulary (fetched when first needed, 0.5 MB): davinci-002’s own, an estimate for others.
 */
export async function tuningCost(
  plan: TuningPlan,
  services: Pick<TuningServices, 'textOf'>,
): Promise<TuningCost> {
  const { method, reading } = plan;
  const count = await tokenCounter();
  const texts = new Map<string, string>();
  for (const task of [...plan.train, ...plan.test]) texts.set(task, await seenText(task, plan, services));

  const tasks = tasksAsked(plan);
  const input = tasks.reduce((sum, task) => sum + tokensOf(promptFor(plan, texts.get(task)!), count), 0);
  const { samples, maxTokens } = sampling(method, reading);
  const output = tasks.length * samples * maxTokens;
  const price = answerPrice(plan);
  const isFree = 'model' in method && method.model.engine.kind !== 'openai';
  const dollars = price
    ? askingDollars(
        { tasks: tasks.length, promptTokens: input, draws: samples, outputTokens: maxTokens },
        price,
      )
    : isFree
      ? 0
      : undefined;
  const asking = { requests: tasks.length, input, output, ...(dollars !== undefined && { dollars }) };
  if (method.kind !== 'fine-tuned') return { asking, ...(dollars !== undefined && { dollars }) };

  const { epochs: chosen } = method.hyperparameters;
  const epochs = chosen === 'auto' ? autoEpochs(plan.train.length) : chosen;
  const perEpoch = plan.train.reduce(
    (sum, task) => sum + tokensOf(promptFor(plan, texts.get(task)!), count) + 1,
    0,
  );
  const tokens = perEpoch * epochs;
  const training = {
    tokens,
    epochs,
    ...(method.base.price && { dollars: trainingDollars(tokens, method.base.price) }),
  };
  const total =
    training.dollars !== undefined && dollars !== undefined ? training.dollars + dollars : undefined;
  return { training, asking, ...(total !== undefined && { dollars: total }) };
}
