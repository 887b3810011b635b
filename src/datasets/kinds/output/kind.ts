import { plainPrompts } from '../plain-prompt';
import type { TaskKind } from '../kind';
import { outputExpression } from './expression';

/** The name that stands for the answer in an assertion; none that a reader of Python would write. */
const name = 'predicted_output';

/**
 * What does this code return? An assertion is built from the answer and run by Python, where the function itself
 * isn't there: a call of it is no prediction.
 */
export const output: TaskKind = {
  id: 'output',
  name: 'Output of code',
  testsAre: 'the one right output, as a Python expression',
  showsTests: false,
  problemIn({ tests }) {
    return tests.length === 1 && tests[0].trim() ? undefined : 'it needs one output, a Python expression';
  },
  ...plainPrompts(
    'You read Python and say what it returns. You answer with a Python literal.',
    'What does the last call return? Think it through if you like, then end with the output alone, as a Python literal, between [ANSWER] and [/ANSWER].',
  ),
  judge(answer, { tests: [expected] }) {
    const found = outputExpression(answer);
    if (found === undefined) return { by: 'kind', found, wanted: 'an output' };
    return {
      by: 'python',
      form: 'code',
      text: `${name} = (${found}\n)\n`,
      tests: [`assert ${name} == (${expected.trim()}\n)`],
    };
  },
};
