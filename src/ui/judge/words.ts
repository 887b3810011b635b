import type { Flag, Leniency, TestResult, Verdict } from '../../judge/contract';

/** A verdict as a visitor reads it. `fault` names whose it is. */
interface VerdictWords {
  title: string;
  sentence: string;
  fault: 'none' | 'answer' | 'task';
}

export const verdictWords: Record<Verdict, VerdictWords> = {
  pass: { title: 'Pass', sentence: 'Every assert held.', fault: 'none' },
  'wrong-answer': {
    title: 'Wrong answer',
    sentence: 'The code ran, and an assert did not hold.',
    fault: 'answer',
  },
  'test-error': {
    title: 'Error in a test',
    sentence: 'A test could not be carried through: the code raised an error, or lacks the function.',
    fault: 'answer',
  },
  'exec-error': {
    title: 'Error on loading',
    sentence: 'The code raised an error before any test could call it.',
    fault: 'answer',
  },
  'compile-error': {
    title: 'Not Python',
    sentence: 'The code that was found does not parse.',
    fault: 'answer',
  },
  'setup-error': {
    title: 'The task’s own fault',
    sentence:
      'Its asserts or its setup code are not Python, or there are none. This counts against no model.',
    fault: 'task',
  },
  timeout: {
    title: 'Out of time',
    sentence: 'Stopped at the deadline, tried once more alone, and stopped again.',
    fault: 'answer',
  },
  crash: {
    title: 'The interpreter died',
    sentence: 'It was thrown away with everything in it, and replaced.',
    fault: 'answer',
  },
  'no-code': { title: 'No code', sentence: 'The answer holds nothing that could be run.', fault: 'answer' },
  'no-answer': {
    title: 'No answer',
    sentence: 'Nothing of the kind that was asked for, such as a number, was found in it.',
    fault: 'answer',
  },
  'missing-module': {
    title: 'Missing module',
    sentence: 'It imports a module that is not here. No task needs one beyond Python’s own.',
    fault: 'answer',
  },
};

export const resultWords: Record<TestResult, string> = {
  pass: 'held',
  fail: 'failed',
  error: 'error',
  'not-run': 'not run',
};

const leniencyWords: Record<Exclude<Leniency, `added-import:${string}`>, string> = {
  'several-versions': 'several versions: the last complete one was taken',
  'whole-text': 'no code fence: the text as a whole is code',
  'no-entry-point': 'no block defines the function: what there is was taken',
  'unclosed-fence': 'the code fence never closes',
  'joined-blocks': 'blocks were joined, as the function needs them',
  salvaged: 'the longest part that is Python was taken out of text that isn’t',
  'dropped-demo': 'calls, prints and asserts around the definitions were left out',
  'unwrapped-class': 'the function was a method of a class',
};

/** What was done for the answer's good. */
export function describeLeniency(leniency: Leniency): string {
  const [, name] = /^added-import:(.*)/.exec(leniency) ?? [];
  return name
    ? `the missing import of ${name} was added`
    : leniencyWords[leniency as keyof typeof leniencyWords];
}

export const flagWords: Record<Flag, string> = {
  'suspicious-eq': 'the returned value brings an equality of its own',
  tampering: 'the code looked into the interpreter',
  'wrote-files': 'it wrote files: its worker was replaced',
  'left-callbacks': 'it left callbacks behind: its worker was replaced',
  'large-heap': 'it took much memory: its worker was replaced',
  'output-capped': 'it printed more than is kept',
};
