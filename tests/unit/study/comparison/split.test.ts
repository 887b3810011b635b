import { describe, expect, it } from 'vitest';
import {
  holdoutSplit,
  holdoutTasks,
  paperHoldout,
  withoutTwins,
} from '../../../../src/study/comparison/split';
import { recorded } from '../../../support/recorded';

const levels = [...new Array(343).fill(0), ...new Array(256).fill(1), ...new Array(88).fill(2)];
const perLevel = (indices: readonly number[]) =>
  [0, 1, 2].map((level) => indices.filter((index) => levels[index] === level).length);

describe('a hold-out split', () => {
  it('has the paper’s numbers, each level in its share', () => {
    const { train, test } = holdoutSplit(levels, { ...paperHoldout, seed: 1 });
    expect(perLevel(test)).toEqual([18, 13, 5]);
    expect(perLevel(train)).toEqual([72, 54, 18]);
    expect(new Set([...train, ...test]).size).toBe(180);
  });

  it('tests on a share and trains on all others', () => {
    const { train, test } = holdoutSplit(levels, { share: 0.2, seed: 1 });
    expect(test).toHaveLength(137);
    expect([...train, ...test].sort((a, b) => a - b)).toEqual(levels.map((_, index) => index));
  });

  it('is the same for the same seed, and another for another', () => {
    const first = holdoutSplit(levels, { share: 0.2, seed: 1 });
    expect(holdoutSplit(levels, { share: 0.2, seed: 1 })).toEqual(first);
    expect(holdoutSplit(levels, { share: 0.2, seed: 2 })).not.toEqual(first);
  });

  it('leaves tasks without a label out', () => {
    const { train, test } = holdoutSplit([-1, 3, 3, -1, 3, 3, 3], { share: 0.2, seed: 1 });
    expect([...train, ...test].sort()).toEqual([1, 2, 4, 5, 6]);
  });

  it('refuses more tasks than there are, and empty parts', () => {
    expect(() => holdoutSplit([1, 1, 1], { ...paperHoldout, seed: 1 })).toThrow(
      '144 and 36 tasks are asked for, and 3 have a label',
    );
    expect(() => holdoutSplit([1, 1], { share: 0.2, seed: 1 })).toThrow('a split needs tasks');
    expect(() => holdoutSplit([], { share: 0.2, seed: 1 })).toThrow('a split needs tasks');
  });

  it('names the tasks of an experiment', async () => {
    const mbpp = holdoutTasks(await recorded('mbpp'), { seed: 1 });
    expect([mbpp.train.length, mbpp.test.length]).toEqual([144, 36]);
    const humaneval = await recorded('humaneval');
    const { train, test } = holdoutTasks(humaneval, { seed: 1 });
    expect([train.length, test.length]).toEqual([130, 32]);
    const ids = new Set(humaneval.tasks.map(({ id }) => id));
    expect([...train, ...test].every((id) => ids.has(id))).toBe(true);
  });
});

describe('a split without twins', () => {
  it('keeps one text on one side, and says how many it left out', () => {
    const texts = ['a', 'b', 'a', 'c', 'b', 'd'];
    const fold = { train: [0, 1, 3, 5], test: [2, 4] };
    expect(withoutTwins(fold, texts)).toStrictEqual({ train: [3, 5], test: [2, 4], leftOut: 2 });
    expect(withoutTwins(fold, [])).toStrictEqual({ ...fold, leftOut: 0 });
  });
});
