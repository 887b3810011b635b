import { saidIn } from '../answer-text';
import type { TaskKind } from '../kind';
import { plainPrompts } from '../plain-prompt';
import { answeredNumber, numberOf, sameNumber } from './read-number';

/** A question whose answer is a number. */
export const numeric: TaskKind = {
  id: 'number',
  name: 'Number',
  testsAre: 'the one right number, such as 42, 1,250.5 or 3/4',
  showsTests: false,
  problemIn: ({ tests }) =>
    tests.length === 1 && numberOf(tests[0]) !== undefined ? undefined : 'it needs one number as its answer',
  ...plainPrompts(
    'You solve problems step by step and give a number as the answer.',
    'Think it through, then end with a line "#### " and the answer as a number alone.',
  ),
  judge(answer, { tests: [expected] }, strictness) {
    const found = answeredNumber(saidIn(answer), strictness === 'strict');
    if (!found) return { by: 'kind', found: undefined, wanted: 'a number' };
    const right = numberOf(expected);
    return { by: 'kind', found: found.text, passed: [right !== undefined && sameNumber(found.value, right)] };
  },
};
