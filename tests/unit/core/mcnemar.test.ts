import { expect, it } from 'vitest';
import { mcnemar } from '../../../src/core/statistics/mcnemar';

/** Items of which the first alone is right, the second alone, both, neither. */
function pair(first: number, second: number, both = 3, neither = 2) {
  const of = (counts: [number, boolean][]) =>
    counts.flatMap(([n, right]) => new Array<boolean>(n).fill(right));
  return mcnemar(
    of([
      [first, true],
      [second, false],
      [both, true],
      [neither, false],
    ]),
    of([
      [first, false],
      [second, true],
      [both, true],
      [neither, false],
    ]),
  );
}

it.each([
  // 2 * (1 + 10 + 45) / 2^10
  [8, 2, 112 / 1024],
  [2, 8, 112 / 1024],
  // 2 * 1 / 2^5
  [5, 0, 1 / 16],
  // 2 * (1 + 7 + 21 + 35) / 2^7 is 1; with as many on both sides it would be more.
  [4, 3, 1],
  [4, 4, 1],
  [0, 0, 1],
])('of %i and %i that one alone gets right says p = %f', (b, c, p) => {
  const test = pair(b, c);
  expect(test).toMatchObject({ b, c });
  expect(test.p).toBeCloseTo(p, 12);
});

it('stays exact for many items', () => {
  // Normal with continuity correction: chi squared (|b - c| - 1)^2 / (b + c) = 9.484 at one degree of freedom.
  expect(pair(600, 497).p).toBeCloseTo(0.00207, 4);
  expect(pair(3000, 3000).p).toBe(1);
});
