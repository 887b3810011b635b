import { EngineError } from '../../core/engine-error';
import type { Intent, TrialFailure, TrialKey } from '../../core/live-experiment';
import type { LivePrompt } from '../live-trials';
import type { Ask } from './plan';

/** A request that is out. */
export interface Call {
  id: string;
  ask: Ask & { tries?: number };
  prompt: LivePrompt;
  promptHash: string;
  /** The most that one of its trials may cost, in dollars: reserved for each that has no answer yet. */
  each: number;
  /** The marker of the batch job that it is part of. */
  batch?: string;
  /** Trials without an answer yet. */
  left: Set<number>;
  abort: AbortController;
}

/** The task's text could not be had: its dataset was deleted, perhaps. */
export class NoText extends Error {
  override name = 'NoText';
}

/** The task can't be judged, whatever is answered: nothing is paid for it. */
export class UnfitTask extends Error {
  override name = 'UnfitTask';
}

export function keysOf(experiment: string, model: string, { task, indices }: Ask): TrialKey[] {
  return indices.map((index) => ({ experiment, task, model, index }));
}

export function intentsOf(keys: readonly TrialKey[], { id, each, batch }: Call, askedAt: number): Intent[] {
  return keys.map((key) => ({
    ...key,
    call: id,
    askedAt,
    reserved: each,
    ...(batch !== undefined && { batch }),
  }));
}

/** What a failure that is no EngineError is told as. */
export function describe(error: unknown): Pick<TrialFailure, 'code' | 'message' | 'remedy' | 'retryable'> {
  if (error instanceof EngineError) {
    const { code, message, remedy, retryable } = error;
    return { code, message, remedy, retryable };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof NoText) {
    const remedy = 'Open the dataset again, then try these again. What was answered so far is kept.';
    return { code: 'no-text', message, remedy, retryable: true };
  }
  if (error instanceof UnfitTask) {
    const remedy =
      'Put it right in its file, and set the experiment up again. Nothing was asked for this task.';
    return { code: 'unfit-task', message, remedy, retryable: false };
  }
  const remedy = 'This is a mistake of the app: reload the page, then try these again.';
  return { code: 'unexpected', message, remedy, retryable: false };
}

/** Failures after which nobody knows whether the answer is billed. */
export function perhapsPaid(error: unknown): boolean {
  if (!(error instanceof EngineError)) return true;
  return error.code === 'cut-off' || error.code === 'no-answer';
}
