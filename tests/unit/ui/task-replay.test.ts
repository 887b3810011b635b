import { describe, expect, it } from 'vitest';
import type { RecordedTask } from '../../../src/core/experiment';
import {
  always,
  assignByLevel,
  fixedSequence,
  ladder,
  type Policy,
  threshold,
} from '../../../src/core/policy';
import { replay, replayPerfect } from '../../../src/core/replay';
import { costOf, drawOrders, playOut } from '../../../src/ui/tasks/playback';
import { replayRows } from '../../../src/ui/tasks/replay-rows';
import { single } from './experiment';

const unitCosts = [1, 10, 100];
const inOrder = (task: RecordedTask) => task.trials.map((trials) => [...trials.keys()]);
const play = (task: RecordedTask, policy?: Policy, orders = inOrder(task), prediction = {}) =>
  playOut({ policy, prediction, task, visibleTests: 1, orders });

describe('the ladder on one task', () => {
  it('escalates where the visible test fails, and is right or wrong by the hidden ones', () => {
    const task = single('a', '011', '110', '111');
    const scenes = play(task, ladder(3));
    expect(scenes).toEqual([
      { kind: 'ask', model: 0, trial: 0 },
      { kind: 'check', model: 0, trial: 0, visible: 'fail' },
      { kind: 'ask', model: 1, trial: 0 },
      { kind: 'check', model: 1, trial: 0, visible: 'pass' },
      { kind: 'accept', model: 1, trial: 0, right: false },
    ]);
    expect(costOf(scenes, unitCosts)).toBe(11);
    expect(costOf(scenes.slice(0, 2), unitCosts)).toBe(1);
  });

  it('gives up after the last model, dearer than the dearest alone', () => {
    const scenes = play(single('a', '000', '000', '011'), ladder(3));
    expect(scenes.at(-1)).toEqual({ kind: 'give-up' });
    expect(costOf(scenes, unitCosts)).toBe(111);
  });
});

describe('policies that foresee', () => {
  it('by level, and take an answer unchecked', () => {
    const task = single('a', '000', '111', '111');
    const policy = assignByLevel('paper-rule', [0, 1, 2]);
    expect(play(task, policy, undefined, { levels: [0.2, 0.5, 0.3] })).toEqual([
      { kind: 'foresee', model: 1 },
      { kind: 'ask', model: 1, trial: 0 },
      { kind: 'accept', model: 1, trial: 0, right: true },
    ]);
  });

  it('by the truth: the cheapest that is right, or nothing at all', () => {
    expect(play(single('a', '000', '111', '111'))).toEqual([
      { kind: 'foresee', model: 1 },
      { kind: 'ask', model: 1, trial: 0 },
      { kind: 'accept', model: 1, trial: 0, right: true },
    ]);
    const nothing = play(single('a', '000', '110', '101'));
    expect(nothing).toEqual([{ kind: 'foresee', model: null }, { kind: 'give-up' }]);
    expect(costOf(nothing, unitCosts)).toBe(0);
  });
});

describe('over all orders of the trials', () => {
  const task: RecordedTask = {
    id: 'a',
    trials: [
      ['100', '011', '111'],
      ['000', '110'],
      ['111', '001', '100'],
    ],
  };
  const permutations = (items: number[]): number[][] =>
    items.length < 2
      ? [items]
      : items.flatMap((first, i) => permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest]));
  const orders = task.trials
    .map((trials) => permutations([...trials.keys()]))
    .reduce<number[][][]>((all, own) => all.flatMap((before) => own.map((one) => [...before, one])), [[]]);
  const levels = [0.1, 0.2, 0.7];
  const cases: [string, Policy | undefined, object][] = [
    ['ladder', ladder(3), {}],
    ['a sequence that asks again', fixedSequence([0, 0, 1, 1, 2]), {}],
    ['always', always(2), {}],
    ['by level', assignByLevel('x', [1, 1, 0]), { levels }],
    ['threshold', threshold(0.6), { success: levels }],
    ['perfect', undefined, {}],
  ];

  it.each(cases)('the mean is what the study has: %s', (_, policy, prediction) => {
    const played = orders.map((order) => play(task, policy, order, prediction));
    const mean = (of: (scenes: (typeof played)[0]) => number) =>
      played.reduce((sum, scenes) => sum + of(scenes), 0) / played.length;
    const expected = policy ? replay(policy, prediction, task, 1) : replayPerfect(task);
    const cost = expected.calls.reduce((sum, calls, k) => sum + calls * unitCosts[k], 0);
    expect(orders).toHaveLength(72);
    expect(mean((scenes) => costOf(scenes, unitCosts))).toBeCloseTo(cost, 10);
    expect(
      mean((scenes) => Number(scenes.some((scene) => scene.kind === 'accept' && scene.right))),
    ).toBeCloseTo(expected.accuracy, 10);
  });
});

describe('draws', () => {
  const task: RecordedTask = {
    id: 'a',
    trials: [['1', '1', '1', '0', '0'], ['1', '0', '0', '0', '0'], ['1']],
  };

  it('are orders of all trials, the same for one seed and others for others', () => {
    const first = drawOrders(task, 1);
    expect(first.map((order) => order.toSorted())).toEqual([[0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [0]]);
    expect(drawOrders(task, 1)).toEqual(first);
    const seen = new Set(Array.from({ length: 20 }, (_, seed) => JSON.stringify(drawOrders(task, seed))));
    expect(seen.size).toBeGreaterThan(15);
  });
});

describe('what is shown while a replay runs', () => {
  const task = single('a', '011', '110', '111');
  const scenes = play(task, ladder(3));
  const rows = (shown: number) =>
    replayRows(scenes, shown, task, inOrder(task), 1).map(
      ({ state, marks }) => `${state} ${marks.join(' ')}`,
    );

  it('is only what the router has seen', () => {
    const unseen = 'unseen unseen unseen';
    expect(rows(0)).toEqual([`waiting ${unseen}`, `waiting ${unseen}`, `waiting ${unseen}`]);
    expect(rows(1)[0]).toBe(`asked ${unseen}`);
    expect(rows(2)[0]).toBe('fails wrong unseen unseen');
    expect(rows(4)[1]).toBe('passes right unseen unseen');
  });

  it('is everything at the end', () => {
    expect(rows(5)).toEqual([
      'fails wrong right right',
      'wrong right right wrong',
      'unused right right right',
    ]);
  });
});
