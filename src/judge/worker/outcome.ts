import type { Flag, Got, Leniency, Verdict } from '../contract';
import type { Plan } from './plan';
import type { TrialRequest } from './trial';

/** How a step of Python failed. */
export interface Failure {
  verdict: Verdict;
  /** As Python prints it. */
  error: string;
}

/** What running one test gave. */
export type Outcome =
  /** Values, packed: they wait for a clean heap to be compared in. */
  | { state: 'values'; plan: Plan & { kind: 'split' }; packed: string[] }
  /** `beside`: compared beside the code, which could have had a hand in it. */
  | { state: 'pass'; beside: boolean }
  | { state: 'fail'; error?: string; got?: Omit<Got, 'test'> }
  | { state: 'error'; failure: Failure }
  | { state: 'not-run' };

/** Everything known of a trial on its way to a judgement. */
export interface TrialRecord {
  request: TrialRequest;
  code: string;
  leniency: Leniency[];
  outcomes: Outcome[];
  /** What decides the verdict whatever the tests said. */
  ended?: Failure;
  stdout: string;
  seconds: number;
  flags: Set<Flag>;
}

const verdicts: Record<string, Verdict> = {
  compile: 'compile-error',
  exec: 'exec-error',
  setup: 'setup-error',
  missing: 'missing-module',
  test: 'test-error',
};

/** Reads what Python's functions say of a failure: `stage|error`. */
export function failureOf(said: string): Failure {
  const bar = said.indexOf('|');
  return { verdict: verdicts[said.slice(0, bar)] ?? 'test-error', error: said.slice(bar + 1) };
}

/** Reads what Python says of a test: '' held, 'f' + JSON or 'f|error' didn't, else a failure. */
export function outcomeOf(said: string, beside: boolean): Outcome {
  if (said === '') return { state: 'pass', beside };
  if (said === 'f') return { state: 'fail' };
  if (said.startsWith('f|')) return { state: 'fail', error: said.slice(2) };
  if (said.startsWith('f{')) return { state: 'fail', got: gotOf(said.slice(1)) };
  return { state: 'error', failure: failureOf(said) };
}

/** Reads {type, repr}; nothing where code had a hand in it. */
function gotOf(json: string): Omit<Got, 'test'> | undefined {
  try {
    const { type, repr } = JSON.parse(json) as Record<string, unknown>;
    return { type: String(type).slice(0, 200), repr: String(repr).slice(0, 400) };
  } catch {
    return undefined;
  }
}
