import { describe, expect, it } from 'vitest';
import { operatingPoint } from '../../../src/core/statistics/operating-point';

/** Not in the order of cost, and one that costs more and gets less. */
const points = [
  { cost: 10, accuracy: 0.8 },
  { cost: 1, accuracy: 0.5 },
  { cost: 20, accuracy: 0.78 },
  { cost: 100, accuracy: 0.9 },
  { cost: 100, accuracy: 0.88 },
];

describe('the operating point that answers a wish', () => {
  it.each([
    [0.5, undefined],
    [1, 1],
    [9.99, 1],
    [10 - 1e-12, 0],
    // The dearest that can be paid, not the luckiest.
    [25, 2],
    [1000, 3],
  ])('at a cost of at most %d', (atMost, index) => {
    expect(operatingPoint(points, { kind: 'cost', atMost })).toBe(index);
  });

  it.each([
    [0, 1],
    [0.79, 0],
    [0.8, 0],
    [0.85, 4],
    [0.9, 3],
    [0.91, undefined],
  ])('right on at least %d', (atLeast, index) => {
    expect(operatingPoint(points, { kind: 'accuracy', atLeast })).toBe(index);
  });

  it('is none where there are no points', () => {
    expect(operatingPoint([], { kind: 'cost', atMost: 1 })).toBeUndefined();
  });
});
