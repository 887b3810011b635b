import type { Got, Judgement, TestResult, Verdict } from '../contract';
import type { Outcome, TrialRecord } from './outcome';

/** What a record says, once all values are compared. */
export function toJudgement(record: TrialRecord): Judgement {
  const tampered = record.flags.has('tampering');
  const outcomes = record.outcomes.map((outcome) => (tampered ? distrust(outcome) : outcome));
  const tests = outcomes.map(resultOf);
  const { verdict, error } = record.ended ?? decide(outcomes, record);
  const got = outcomes.flatMap((outcome, test): Got[] =>
    outcome.state === 'fail' && outcome.got ? [{ test, ...outcome.got }] : [],
  );
  return {
    verdict,
    tests,
    code: record.code,
    leniency: record.leniency,
    ...(error && { error }),
    ...(got.length > 0 && { got }),
    stdout: record.stdout,
    seconds: record.seconds,
    flags: [...record.flags],
  };
}

/** What was compared beside code that looked into the interpreter doesn't count. */
function distrust(outcome: Outcome): Outcome {
  if (outcome.state !== 'pass' || !outcome.beside) return outcome;
  return {
    state: 'fail',
    error: 'The code looked into the interpreter, so that this comparison can’t be trusted.',
  };
}

function resultOf({ state }: Outcome): TestResult {
  // Values that were never compared: the interpreter died.
  return state === 'values' ? 'not-run' : state;
}

/** The first failure decides. */
function decide(outcomes: Outcome[], { request }: TrialRecord): { verdict: Verdict; error?: string } {
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.state === 'error') return outcome.failure;
    if (outcome.state !== 'fail') continue;
    return { verdict: 'wrong-answer', error: outcome.error ?? `AssertionError: ${request.tests[index]}` };
  }
  return { verdict: 'pass' };
}
