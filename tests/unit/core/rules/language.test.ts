import { describe, expect, it } from 'vitest';
import { randomInteger, randomStream } from '../../../../src/core/random';
import { bind } from '../../../../src/core/rules/bind';
import { holds } from '../../../../src/core/rules/condition';
import { ConditionError } from '../../../../src/core/rules/condition-error';
import { parseCondition } from '../../../../src/core/rules/parse';
import { printCondition } from '../../../../src/core/rules/print';
import { bare, randomClaim, says } from './random-claims';

const parsed = (text: string, models = 3) => parseCondition(text, models);
const printed = (text: string) => printCondition(parsed(text));

/** "message @start-end" of what is wrong. */
function problem(text: string, models = 3): string {
  try {
    parseCondition(text, models);
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return `${error.message} @${error.place.start}-${error.place.end}`;
  }
  return '';
}

describe('conditions are read and printed', () => {
  it.each([
    ['x1 == M or x1 + x2 >= 1.4 * M', 'x1 == M or x1 + x2 >= 1.4 * M'],
    ['X1=m', 'x1 == M'],
    ['x1≥3 AND x2≠0 and x3≤1', 'x1 >= 3 and x2 != 0 and x3 <= 1'],
    ['((x1)) > (((2)))', 'x1 > 2'],
    ['not (x1 > 2 or x2 > 2)', 'not (x1 > 2 or x2 > 2)'],
    ['not x1 > 2 or x2 > 2', 'not x1 > 2 or x2 > 2'],
    ['x1 - (x2 - x3) > 0', 'x1 - (x2 - x3) > 0'],
    ['(x1 - x2) - x3 > 0', 'x1 - x2 - x3 > 0'],
    ['-(x1 + x2) < -07.50', '-(x1 + x2) < -7.5'],
    ['x1/M1 >= .5', 'x1 / M1 >= 0.5'],
    ['(x1 > 1 or x2 > 1) and x3 > 1', '(x1 > 1 or x2 > 1) and x3 > 1'],
    ['x1>1\n  or x2>1', 'x1 > 1 or x2 > 1'],
  ])('%s', (text, wanted) => expect(printed(text)).toBe(wanted));

  it('whatever they are, and read again they are the same', () => {
    const random = randomStream(1, 'claims');
    for (let i = 0; i < 2000; i++) {
      const claim = randomClaim(random, 4, 4);
      const text = printCondition(claim);
      if (text.length > 1000) continue;
      expect(bare(parseCondition(text, 4)), text).toEqual(bare(claim));
      expect(printCondition(parseCondition(text, 4))).toBe(text);
    }
  });
});

describe('what can’t be read is named with its place', () => {
  it.each([
    ['', 'expected a number, M, x1 or “(”, got the end @0-0'],
    ['x1', 'expected a comparison such as “>= 3” after this @0-2'],
    ['x1 >=', 'expected a number, M, x1 or “(”, got the end @5-5'],
    ['x4 >= 1', 'expected x1 to x3, got “x4” @0-2'],
    ['x0 >= 1', 'expected x1 to x3, got “x0” @0-2'],
    ['x >= 1', 'expected x1 to x3, got “x” @0-1'],
    ['x1 >= M4', 'expected M1 to M3, got “M4” @6-8'],
    ['x1 >= 1.4 M', 'expected “and”, “or” or the end, got “M” @10-11'],
    ['1 <= x1 <= 3', 'expected “and” between two comparisons, got “<=” @8-10'],
    ['x1 > 2 + (x2 > 1)', 'expected a number here, got a condition: join conditions with “and” @9-17'],
    ['x1 or x2 > 1', 'expected a comparison such as “>= 3” before “x2” @0-2'],
    ['(x1 > 1', 'expected “)”, got the end @7-7'],
    ['x1 > 1)', 'expected “and”, “or” or the end, got “)” @6-7'],
    ['x1 * x2 > 4', 'expected a number or M on one side of “*”: counts are not multiplied @5-7'],
    ['M / x1 > 2', 'expected a number or M after “/”: nothing is divided by a count @4-6'],
    ['x1 / 0 > 2', 'expected a number other than 0 after “/” @5-6'],
    ['x1 > 1 && x2 > 1', 'expected a number, M, x1, an operator or a bracket, got “&” @7-8'],
    ['x1 > 1 🙂', 'expected a number, M, x1, an operator or a bracket, got “🙂” @7-9'],
    ['gpt > 1', 'expected a number, M, x1 or “(”, got “gpt” @0-3'],
    ['x1 > 1234567', 'expected at most 6 digits on either side of the point @5-12'],
  ])('%s', (text, wanted) => expect(problem(text)).toBe(wanted));

  it('however deep or long', () => {
    expect(problem(`${'('.repeat(400)}x1 > 1`)).toContain('expected at most 50 brackets');
    expect(problem(`${'not '.repeat(200)}x1 > 1`)).toContain('expected at most 50 brackets');
    expect(problem(`${'-'.repeat(200)}x1 > 1`)).toContain('expected at most 50 brackets');
    expect(problem(`${'x1 > 1 or '.repeat(200)}x1 > 1`)).toContain('expected at most 1000 characters');
  });

  it('with one model, there is x1', () =>
    expect(problem('x2 > 1', 1)).toContain('expected x1, as there is one model'));
});

describe('a condition for so many trials', () => {
  it('holds where its numbers say so, whatever it is', () => {
    const random = randomStream(2, 'claims');
    for (let i = 0; i < 1500; i++) {
      const models = 1 + randomInteger(random, 3);
      const trials = new Array<number>(models).fill(1 + randomInteger(random, 6));
      const claim = randomClaim(random, models, 3);
      const condition = bind(claim, trials);
      for (let j = 0; j < 10; j++) {
        const counts = trials.map((m) => randomInteger(random, m + 1));
        expect(holds(condition, counts), `${printCondition(claim)} at ${counts.join()} of ${trials[0]}`).toBe(
          says(claim, counts, trials),
        );
      }
    }
  });

  it('is exact where floating point is not', () => {
    // 0.1 + 0.2 and 1.1 * 10 are off in floating point.
    for (const text of ['x1 >= 0.1 * M + 0.2 * M', 'x1 * 1.1 == 0.33 * M', 'x1 / 3 + x1 / 3 + x1 / 3 == 3']) {
      expect(holds(bind(parsed(text), [10, 10, 10]), [3, 0, 0]), text).toBe(true);
    }
  });

  it('refuses what it can’t know', () => {
    expect(() => bind(parsed('x1 / (M - 5) > 1'), [5, 5, 5])).toThrow('other than 0');
    expect(() => bind(parsed('x1 > 0.5 * M'), [5, 5, 4])).toThrow(
      'M1, M2 and so on instead of M, as the models have 5, 5, 4',
    );
    expect(() => bind(parsed('999999 * 999999 * 999999 * x1 > x2'), [5, 5, 5])).toThrow('smaller numbers');
    expect(holds(bind(parsed('x1 >= 0.5 * M1'), [4, 9, 9]), [2, 0, 0])).toBe(true);
  });
});
