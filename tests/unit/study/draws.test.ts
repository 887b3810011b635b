import { describe, expect, it } from 'vitest';
import type { DrawnTask } from '../../../src/core/draws-file';
import { type DrawsScore, scoreDraws } from '../../../src/study/draws';

const values = ({ roundedMean, majority, eachDraw }: DrawsScore) =>
  [roundedMean, majority, eachDraw].map(({ levelAccuracy, tierAccuracy }) => [
    levelAccuracy.value,
    tierAccuracy.value,
  ]);

// The paper sends levels 1 and 2 to the small model, 3 and 4 to the middle one, 5 to the large one.
const tasks: DrawnTask[] = [
  // Mean 1.6, rounded 2; majority 1; of five draws three name the level, four its model.
  { task: 'a', level: 1, draws: [1, 2, 1, 1, 3], baseline: [9, 9, 9, 1, 1] },
  // Mean of the three numbers 4.67, rounded 5; majority 5; two of five name the level.
  { task: 'b', level: 5, draws: [5, 'x', 5, null, 4], baseline: [5] },
  // Mean 2.5, rounded 3; majority 2, the smaller; one of two names the level, the other its model.
  { task: 'c', level: 4, draws: [3, 2, 4, 1], baseline: ['', null] },
  // Mean 1.5, rounded 2.
  { task: 'd', level: 2, draws: [' 2', '1'], baseline: [0, 4, 4, 0] },
];

describe('scored draws', () => {
  const report = scoreDraws(tasks, { seed: 1 });

  it('are right as counted by hand', () => {
    const { draws } = report;
    expect(draws).toMatchObject({ n: 4, answers: 16, outOfScale: 0, notNumbers: 2 });
    expect(values(draws)).toEqual([
      // b and d; a, b, c and d.
      [0.5, 1],
      // a and b; a, b and d (1 of 1 and 2).
      [0.5, 0.75],
      [
        expect.closeTo((3 / 5 + 2 / 5 + 1 / 4 + 1 / 2) / 4, 12),
        expect.closeTo((4 / 5 + 2 / 5 + 2 / 4 + 1) / 4, 12),
      ],
    ]);
  });

  it('count answers that are no level, or no number, as wrong', () => {
    const baseline = report.baseline!;
    expect(baseline).toMatchObject({ n: 4, answers: 12, outOfScale: 5, notNumbers: 2 });
    // a: mean 5.8, majority 9; c: no number; d: mean 2, majority 0.
    expect(values(baseline)).toEqual([
      [0.5, 0.5],
      [0.25, 0.25],
      [expect.closeTo((2 / 5 + 1) / 4, 12), expect.closeTo((2 / 5 + 1) / 4, 12)],
    ]);
  });

  it('have no baseline where there is none', () => {
    const without = tasks.map(({ baseline: _, ...task }) => task);
    expect(scoreDraws(without, { seed: 1 })).toEqual({ ...report, baseline: null });
  });

  it('stand beside the most frequent level and model, the smallest of equals', () => {
    expect(report.majorityClass).toMatchObject({ level: { value: 0.25 }, tier: { value: 0.5 } });
    const of = (...levels: number[]) =>
      scoreDraws(
        levels.map((level, i) => ({ task: `${i}`, level, draws: [1] })),
        { seed: 1 },
      ).majorityClass;
    // Most have level 5, and most go to the middle model.
    expect(of(5, 5, 3, 3, 4, 5)).toMatchObject({ level: { value: 0.5 }, tier: { value: 0.5 } });
    expect(of(5, 5, 3, 3, 4, 1)).toMatchObject({ level: { value: 1 / 3 }, tier: { value: 0.5 } });
  });
});

describe('intervals of scored draws', () => {
  const rightHalf = Array.from({ length: 400 }, (_, i) => ({
    task: `${i}`,
    level: 1,
    draws: [i % 2 ? 1 : 5],
  }));

  it('resample tasks: as wide as a share’s standard error says', () => {
    const { levelAccuracy } = scoreDraws(rightHalf, { seed: 1 }).draws.majority;
    const half = 1.96 * Math.sqrt(0.25 / 400);
    expect(levelAccuracy.value).toBe(0.5);
    expect(levelAccuracy.low).toBeCloseTo(0.5 - half, 2);
    expect(levelAccuracy.high).toBeCloseTo(0.5 + half, 2);
  });

  it('depend on the seed alone, and are alike for what is right on the same tasks', () => {
    const report = scoreDraws(rightHalf, { seed: 1 });
    expect(scoreDraws(rightHalf, { seed: 1 })).toEqual(report);
    expect(scoreDraws(rightHalf, { seed: 2 })).not.toEqual(report);
    expect(report.draws.majority).toEqual(report.draws.roundedMean);
    expect(report.majorityClass.level).toEqual({ value: 1, low: 1, high: 1 });
  });
});
