import { passed, passedVisible, type Task, type Trial } from './experiment';
import type { Attempt, Policy, Prediction } from './policy';
import type { TrialSource } from './trial-source';

/** An attempt with the trial behind it. */
export interface PolicyAttempt extends Attempt {
  trial: Trial;
}

/** What came of a policy on one task. */
export interface PolicyRun {
  attempts: PolicyAttempt[];
  /** Index of the attempt whose answer is handed over; undefined where the policy gave up. */
  accepted?: number;
  /** Does the accepted answer pass all tests? */
  isRight: boolean;
}

export interface PolicyRunOptions {
  /** How many of the first tests the policy may see. */
  visibleTests: number;
  signal?: AbortSignal;
  /** What a trial came to, for policies that compare answers: see `Attempt`. */
  returned?: (task: Task, model: number, index: number) => string | null | undefined;
  /** Told before each attempt, and after it. */
  onAttempt?: (model: number, attempt?: PolicyAttempt) => void;
}

/**
 * Carries out a policy on one task, over recorded or live trials: what replays also runs. `replay` gives the
 * expectation of this over the order of recorded trials.
 *
 * @throws whatever the source throws; DOMException "AbortError" when aborted
 */
export async function runPolicy(
  policy: Policy,
  prediction: Prediction,
  task: Task,
  source: TrialSource,
  { visibleTests, signal, returned, onAttempt }: PolicyRunOptions,
): Promise<PolicyRun> {
  const attempts: PolicyAttempt[] = [];
  for (;;) {
    signal?.throwIfAborted();
    const step = policy.next(prediction, attempts);
    if (step.kind === 'give-up') return { attempts, isRight: false };
    if (step.kind === 'accept') {
      return { attempts, accepted: step.attempt, isRight: passed(attempts[step.attempt].trial) };
    }
    const { model } = step;
    onAttempt?.(model);
    const index = attempts.filter((attempt) => attempt.model === model).length;
    const trial = await source.trial(task, model, index, { signal });
    const visible = !policy.verifies ? 'unknown' : passedVisible(trial, visibleTests) ? 'pass' : 'fail';
    const value = returned?.(task, model, index);
    const attempt: PolicyAttempt = { model, visible, trial, ...(value !== undefined && { returned: value }) };
    attempts.push(attempt);
    onAttempt?.(model, attempt);
  }
}
