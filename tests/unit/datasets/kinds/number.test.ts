import { describe, expect, it } from 'vitest';
import { numeric } from '../../../../src/datasets/kinds/number/kind';
import { numberOf } from '../../../../src/datasets/kinds/number/read-number';
import type { KindJudging } from '../../../../src/datasets/kinds/kind';

const task = (expected: string) => ({ id: '1', prompt: 'How many?', tests: [expected] });
const judged = (answer: string, expected: string, strictness: 'lenient' | 'strict' = 'lenient') =>
  numeric.judge(answer, task(expected), strictness) as KindJudging & { by: 'kind' };
/** "right", "wrong" or "none". */
function verdict(answer: string, expected: string, strictness?: 'lenient' | 'strict') {
  const result = judged(answer, expected, strictness);
  if (result.found === undefined) return 'none';
  return result.passed[0] ? 'right' : 'wrong';
}

describe('the number that an answer gives', () => {
  it.each([
    ['She has 3 + 4 = 7 apples.\n#### 7', '7', 'right'],
    ['#### 1,250', '1250', 'right'],
    ['The answer is 1250.', '1,250', 'right'],
    ['The answer is $1,250.50', '1250.5', 'right'],
    ['Answer: €12', '12', 'right'],
    ['So she pays 18 dollars.', '18', 'right'],
    ['It takes 2.5 hours, that is 150 minutes.', '150', 'right'],
    ['The total is **42**.', '42', 'right'],
    ['\\boxed{42}', '42', 'right'],
    ['Thus $\\boxed{\\frac{3}{4}}$.', '0.75', 'right'],
    ['\\[ x = \\dfrac{3}{4} \\]', '3/4', 'right'],
    ['He eats 3/4 of the cake', '0.75', 'right'],
    ['He eats 1 1/2 cakes', '1.5', 'right'],
    ['About ½ of it', '0.5', 'right'],
    ['2½ hours', '2.5', 'right'],
    ['−5', '-5', 'right'],
    ['The temperature falls to -5 °C.', '-5', 'right'],
    ['10 - 4 = 6', '6', 'right'],
    ['That makes 1 234 567 people.', '1234567', 'right'],
    ['1’234’567', '1234567', 'right'],
    ['1.234,56 €', '1234.56', 'right'],
    ['12,34,567 rupees', '1234567', 'right'],
    ['3,5 kg', '3.5', 'right'],
    ['50%', '50', 'right'],
    ['The answer is 50 \\%.', '50', 'right'],
    ['٤٢', '42', 'right'],
    ['الجواب هو ١٬٢٥٠', '1250', 'right'],
    ['उत्तर: ४२', '42', 'right'],
    ['答案是１２３４。', '1234', 'right'],
    ['৪২টি', '42', 'right'],
    ['It costs 2 million dollars.', '2000000', 'right'],
    ['1.5e3', '1500', 'right'],
    ['.5', '0.5', 'right'],
    ['$-3$', '-3', 'right'],
    ['-$3', '-3', 'right'],
    ['The answer is 18, because 16 - 3 - 4 = 9 eggs at $2 are 18 and not 20.', '18', 'right'],
    ['The answer is 9 * 2 = 18 dollars.', '18', 'right'],
    ['Answer: 18\n\nChecked: 9 times 2, as in step 3.', '18', 'right'],
    ['<think>maybe 17? or 20</think>The answer is 18', '18', 'right'],
    ['18.0', '18', 'right'],
    ['0.333333333', '1/3', 'right'],
    ['17', '18', 'wrong'],
    ['0.33', '1/3', 'wrong'],
    ['-18', '18', 'wrong'],
    ['The answer is 1,81', '181', 'wrong'],
    ['I took x2 and Q3, and I give up.', '3', 'none'],
    ['There is no way to tell.', '3', 'none'],
    ['', '3', 'none'],
    ['<think>the answer is 18', '18', 'none'],
  ])('%j for %s is %s', (answer, expected, wanted) => expect(verdict(answer, expected)).toBe(wanted));

  it.each([
    ['#### 18', 'right'],
    ['18', 'right'],
    ['$18.', 'right'],
    ['The answer is 18.', 'right'],
    ['\\boxed{18}', 'right'],
    ['First there are 9 eggs at $2 each, which makes 18', 'none'],
    ['So all of the hens together lay eighteen, in figures 18', 'none'],
  ])('judged strictly must be marked, or be all: %j is %s', (answer, wanted) =>
    expect(verdict(answer, '18', 'strict')).toBe(wanted),
  );

  it('is quickly not found in what is long and full of digits', () => {
    for (const piece of ['1,', '1 ', '1/', '-', '1.1', '\\frac{1}{', '\\boxed{', '####\n']) {
      expect(['right', 'wrong', 'none']).toContain(verdict(piece.repeat(20_000), '18'));
    }
  });
});

it('an expected answer is one number', () => {
  expect(['42', '1,250', '$3.50', '3/4', '-2', '٤٢', 'about 5'].map(numberOf)).toEqual([
    42, 1250, 3.5, 0.75, -2, 42, 5,
  ]);
  expect(['', 'two', '3 or 4'].map(numberOf)).toEqual([undefined, undefined, undefined]);
  expect(numeric.problemIn(task('two'))).toBe('it needs one number as its answer');
  expect(numeric.problemIn(task('2'))).toBeUndefined();
});
