import type { Judgement } from '../contract';
import type { TrialRequest } from '../worker/trial';

/** A trial waiting for its judgement. */
export interface Job {
  request: TrialRequest;
  /** How often the judge itself failed on it. */
  failures: number;
  /** When it timed out or crashed first: it is then tried once more, alone. */
  stoppedAt?: number;
  /** What was found in the answer, where it was told beforehand. */
  found?: Pick<Judgement, 'code' | 'leniency'>;
  /** Its asker has gone. */
  dropped: boolean;
  resolve(judgement: Judgement): void;
  reject(error: unknown): void;
}

/** What is said of code that took its worker with it. */
export function killed({ request, found }: Job): Judgement {
  return {
    verdict: 'timeout',
    tests: request.tests.map((_, index) => (index === request.chosen[0] ? 'error' : 'not-run')),
    code: found?.code ?? (request.form === 'code' ? request.text : ''),
    leniency: found?.leniency ?? [],
    error: `Stopped after ${request.deadlineSeconds} s, with its worker: Python itself could not be interrupted.`,
    stdout: '',
    seconds: request.deadlineSeconds,
    flags: [],
  };
}
