import { describe, expect, it } from 'vitest';
import { holdoutSplit } from '../../../src/study/comparison/split';

const levels = Array.from({ length: 300 }, (_, i) => (i % 10 < 6 ? 1 : i % 10 < 9 ? 3 : 5));
const counted = (rows: number[]) =>
  [1, 3, 5].map((level) => rows.filter((row) => levels[row] === level).length);

describe('a holdout split', () => {
  it('has each level’s share in either part', () => {
    const { train, test } = holdoutSplit(levels, { share: 0.8, seed: 1 });
    expect(counted(train)).toStrictEqual([144, 72, 24]);
    expect(counted(test)).toStrictEqual([36, 18, 6]);
    expect([...train, ...test].sort((a, b) => a - b)).toStrictEqual(levels.map((_, i) => i));
  });

  it('of so many draws them first, and none twice', () => {
    const { train, test } = holdoutSplit(levels, { counts: { train: 144, test: 36 }, seed: 7 });
    expect([train.length, test.length]).toStrictEqual([144, 36]);
    expect(new Set([...train, ...test]).size).toBe(180);
    expect(counted(test)).toStrictEqual([22, 11, 3]);
  });

  it('is decided by the seed', () => {
    const split = (seed: number) => holdoutSplit(levels, { share: 0.8, seed });
    expect(split(2)).toStrictEqual(split(2));
    expect(split(2)).not.toStrictEqual(split(3));
  });

  it('refuses what can’t be', () => {
    expect(() => holdoutSplit(levels, { counts: { train: 280, test: 36 }, seed: 1 })).toThrow(RangeError);
    expect(() => holdoutSplit([1, 2], { share: 0.9, seed: 1 })).toThrow(RangeError);
    expect(() => holdoutSplit([], { share: 0.8, seed: 1 })).toThrow(RangeError);
  });
});
