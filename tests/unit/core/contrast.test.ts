import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/core/random';
import { contrast } from '../../../src/core/statistics/contrast';

const test = (classOf: number[], isFirst: boolean[], classes = 2) =>
  contrast(classOf, isFirst, { classes, random: randomStream(1, 'test') });

describe('two groups are compared by their classes', () => {
  it('counts them and tells how far apart they are', () => {
    const found = test([0, 0, 1, 2, 2, 2], [true, true, true, false, false, false], 3)!;
    expect(found.counts).toEqual([
      [2, 1, 0],
      [0, 0, 3],
    ]);
    expect(found.distance).toBeCloseTo(1, 12);
    // Of the 20 ways to deal three of six, 2 put the three twos together.
    expect(found.p).toBeGreaterThan(0.06);
    expect(found.p).toBeLessThan(0.14);
  });

  it('finds nothing where there is nothing, and chance as far as it goes', () => {
    const found = test([0, 1, 0, 1], [true, true, false, false])!;
    expect(found).toMatchObject({ distance: 0, p: 1 });
    // Dealt at random they lie 0, 0 or 1 apart: two thirds of the ways are alike.
    expect(found.byChance).toEqual({ median: 0, high: 1 });
  });

  it('finds a difference of large groups', () => {
    const classes = Array.from({ length: 400 }, (_, i) => Number(i % 4 === 0));
    expect(
      test(
        classes,
        classes.map((_, i) => i % 3 === 0),
      )!.p,
    ).toBeGreaterThan(0.2);
    expect(test(classes, classes.map(Boolean))!.p).toBe(0.001);
  });

  it('has the share of false alarms that it should have', () => {
    const alarms = Array.from({ length: 200 }, (_, i) => {
      const random = randomStream(i, 'false alarms');
      const classOf = Array.from({ length: 60 }, () => Math.floor(3 * random()));
      const isFirst = classOf.map(() => random() < 0.3);
      return contrast(classOf, isFirst, { classes: 3, random, dealings: 199 })!.p <= 0.05;
    }).filter(Boolean).length;
    expect(alarms).toBeLessThan(20);
  });

  it('says nothing of a group that is empty', () => {
    expect(test([0, 1], [true, true])).toBeNull();
    expect(test([0, 1], [false, false])).toBeNull();
  });
});
