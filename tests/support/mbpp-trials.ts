import { readFileSync } from 'node:fs';
import type { JudgedAnswer } from '../../src/judge/contract';
import { mbpp } from '../../src/datasets/mbpp';
import { CannotRun } from '../bench/bench';
import { datasetPath, whyMissing } from './datasets';

/** Its reference takes seconds, so that peers with the usual 3 s call it wrong: it is left out of comparisons. */
export const slowTask = '123';

/** The 974 references of MBPP as they are, each to be judged by its task. */
export function references(): JudgedAnswer[] {
  const missing = whyMissing(['mbpp']);
  if (missing) throw new CannotRun(missing);
  return mbpp.parse(readFileSync(datasetPath('mbpp'), 'utf8')).map(({ id, tests, setup, reference }) => ({
    answer: reference,
    task: { id, tests, setup },
    form: 'code',
  }));
}
