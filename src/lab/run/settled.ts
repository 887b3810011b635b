import { canonicalJson } from '../../core/canonical-json';
import { sha256Hex } from '../../core/digest';
import type { Answer, EnginePrompt } from '../../core/engine';
import type { TrialKey } from '../../core/live-experiment';
import type { SettledTrial } from '../../store/experiments/contract';
import { batchDiscount } from '../../engines/openai/batch/price';
import type { EngineSettings, LiveModel } from '../live-model';
import { dollarsOf, type LivePrompt } from '../live-trials';
import type { LiveDefinition } from './contract';

/** SHA-256 of what is sent, in hex. */
export function promptHash({ text, messages }: EnginePrompt): string {
  return sha256Hex(text ?? canonicalJson(messages));
}

function modelAsked(engine: EngineSettings): string {
  if (engine.kind !== 'wllama') return engine.model;
  return engine.source.kind === 'url' ? engine.source.url : engine.source.name;
}

/** An answer as it is kept, with all that a researcher must be able to state of it. */
export function settledTrial(
  { experiment, task, model: id, index }: TrialKey,
  model: LiveModel,
  { opening }: LivePrompt,
  hash: string,
  answer: Answer,
  facts: { sampling: LiveDefinition['sampling']; codeVersion: string; date: Date; isBatched: boolean },
): SettledTrial {
  const { sampling, codeVersion, date } = facts;
  const key = { experiment, task, model: id, index };
  return {
    summary: {
      ...key,
      digits: '',
      dollars: dollarsOf(model, answer) * (facts.isBatched ? batchDiscount : 1),
      inputTokens: answer.usage.input,
      outputTokens: answer.usage.output,
      seconds: answer.seconds,
      answeredAt: date.getTime(),
    },
    detail: {
      ...key,
      answer,
      promptHash: hash,
      opening,
      sampling,
      modelAsked: modelAsked(model.engine),
      codeVersion,
      date: date.toISOString(),
    },
  };
}
