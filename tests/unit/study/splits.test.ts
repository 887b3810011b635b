import { describe, expect, it } from 'vitest';
import { singleTrial } from '../../../src/core/labelling';
import { makeSplits, mostTrainingTasks, protocolOf } from '../../../src/study/splits';
import { firstTwins } from '../../../src/study/texts';
import { recorded } from '../../support/recorded';
import { experimentOf, single } from '../ui/experiment';

const target = (tasks: number) => Int32Array.from({ length: tasks }, (_, i) => (i % 10 === 0 ? 1 : 0));
const alone = (tasks: number) => Int32Array.from({ length: tasks }, (_, i) => i);

describe('tasks of one text', () => {
  const experiment = experimentOf(
    ['Add.', 'Sort.', 'Add.', undefined, 'Add.'].map((prompt, i) => ({
      ...single(String(i), '1', '1', '1'),
      ...(prompt !== undefined && { prompt, tests: i === 4 ? ['assert 1'] : ['assert 0', `assert ${i}`] }),
    })),
    singleTrial,
  );

  it('are found by what a router sees: the prompt and the visible tests', () => {
    expect([...firstTwins(experiment, [0, 1, 2, 3, 4])]).toEqual([0, 1, 0, 3, 4]);
    expect([...firstTwins(experiment, [1, 2, 4])]).toEqual([0, 1, 2]);
    const named = { ...experiment, twins: [['1', '3']] };
    expect([...firstTwins(named, [0, 1, 2, 3, 4])]).toEqual([0, 1, 0, 3, 4]);
  });

  it('are named where the texts aren’t there: one pair of MBPP’s', async () => {
    const mbpp = await recorded('mbpp');
    const all = mbpp.tasks.map((_, i) => i);
    const twins = firstTwins(mbpp, all);
    expect(all.filter((i) => twins[i] !== i).map((i) => mbpp.tasks[i].id)).toEqual(['347']);
  });

  it('are in one fold, and no other task moves', () => {
    const twins = alone(50);
    twins[30] = twins[41] = 3;
    const before = makeSplits(target(50), alone(50), 1);
    const after = makeSplits(target(50), twins, 1);
    expect(after).toHaveLength(25);
    after.forEach(({ train, test }, f) => {
      expect(new Set([3, 30, 41].map((i) => test.includes(i))).size).toBe(1);
      expect([...train, ...test].toSorted((a, b) => a - b)).toEqual([...alone(50)]);
      const others = (tasks: number[]) => tasks.filter((i) => i !== 30 && i !== 41);
      expect(others(test)).toEqual(others(before[f].test));
    });
    expect(protocolOf(after, twins, 1)).toContain('2 tasks kept on the side of another of the same text');
    expect(protocolOf(before, alone(50), 1)).toBe('5 x 5-fold, stratified, nested, seed 1');
  });

  it('can’t be kept together where nearly all are the same, which is said', () => {
    const same = new Int32Array(50);
    expect(makeSplits(target(50), same, 1)).toEqual(makeSplits(target(50), alone(50), 1));
    expect(protocolOf(makeSplits(target(50), same, 1), same, 1)).toContain(
      'no more than 1 texts being different, the same to learn from and to test on',
    );
  });
});

describe('a large experiment', () => {
  const tasks = 3_000;
  const splits = makeSplits(target(tasks), alone(tasks), 1);

  it('learns from a part of each fold, which holds its share of each class, and tests on all', () => {
    for (const { train, test } of splits) {
      expect(train).toHaveLength(mostTrainingTasks);
      expect(train.filter((i) => i % 10 === 0)).toHaveLength(mostTrainingTasks / 10);
      expect(train).toEqual(train.toSorted((a, b) => a - b));
      expect(train.some((i) => test.includes(i))).toBe(false);
    }
    const tested = splits.filter(({ repeat }) => repeat === 2).flatMap(({ test }) => test);
    expect(new Set(tested).size).toBe(tasks);
    expect(protocolOf(splits, alone(tasks), 1)).toContain(
      'each fold learning from 1000 tasks drawn from its 2400',
    );
  });

  it('is dealt alike for one seed', () => {
    expect(makeSplits(target(tasks), alone(tasks), 1)).toEqual(splits);
    expect(makeSplits(target(tasks), alone(tasks), 2)).not.toEqual(splits);
  });
});
