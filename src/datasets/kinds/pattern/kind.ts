import { saidIn } from '../answer-text';
import type { TaskKind } from '../kind';
import { plainPrompts } from '../plain-prompt';

const longestPattern = 1000;
const longestAnswer = 20_000;

/**
 * A question whose answer must match regular expressions, anywhere in it unless they say otherwise. They are run by
 * RE2, which takes time in proportion to the text whatever the expression: none can hold up the page. In return
 * there is no looking ahead or behind, and no reference back.
 */
export const pattern: TaskKind = {
  id: 'pattern',
  name: 'Regular expression',
  testsAre: 'regular expressions (RE2), all of which the answer must match',
  showsTests: false,
  problemIn({ tests }) {
    if (!tests.some((test) => test)) return 'it needs a regular expression';
    const long = tests.find((test) => test.length > longestPattern);
    return long === undefined ? undefined : `a regular expression has at most ${longestPattern} characters`;
  },
  async check({ tests }) {
    const { RE2JS } = await import('re2js');
    for (const test of tests) {
      try {
        RE2JS.compile(test);
      } catch (error) {
        return `“${test.slice(0, 60)}” is no regular expression of RE2: ${(error as Error).message}`;
      }
    }
    return undefined;
  },
  ...plainPrompts(
    'You answer questions shortly and exactly.',
    'Answer with the answer alone, without a sentence around it.',
  ),
  async judge(answer, { tests }, strictness) {
    const said = saidIn(answer).trim().slice(0, longestAnswer);
    if (!said) return { by: 'kind', found: undefined, wanted: 'a text' };
    const { RE2JS } = await import('re2js');
    const flags = strictness === 'strict' ? 0 : RE2JS.CASE_INSENSITIVE;
    const passed = tests.map((test) => RE2JS.compile(test, flags).matcher(said).find());
    return { by: 'kind', found: said, passed };
  },
};
