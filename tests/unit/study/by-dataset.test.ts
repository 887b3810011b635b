import { describe, expect, it } from 'vitest';
import { paperRule } from '../../../src/core/assignment';
import type { Experiment, RecordedTask } from '../../../src/core/experiment';
import { type LabellingRule, smallestReliable } from '../../../src/core/labelling';
import { writtenRule } from '../../../src/core/rules/written-rule';
import { reportDatasets } from '../../../src/study/by-dataset';
import { labelAgreement } from '../../../src/study/label-agreement';
import type { TaskReport } from '../../../src/study/report';

const rule = smallestReliable(2);
const models = [
  { id: 'small', name: 'Small', unitCost: 1 },
  { id: 'large', name: 'Large', unitCost: 10 },
];
const experimentOf = (tasks: RecordedTask[], dataset = 'mixed', own: LabellingRule = rule): Experiment => ({
  ...{ id: 'x', name: 'Mix', dataset, models, visibleTests: 0, rule: own, assignment: paperRule(own), tasks },
});
const [easy, hard] = [
  [['1'], ['1']],
  [['0'], ['1']],
];

/** In the easy set 36 of 40 are level 0, in the hard set 32 of 40 are level 1, and two are unsolved. */
const tasks = [
  ...Array.from({ length: 40 }, (_, i) => ({ id: `gsm8k:${i}`, trials: i < 36 ? easy : hard })),
  ...Array.from({ length: 40 }, (_, i) => ({ id: `mmlu:${i}`, trials: i < 32 ? hard : easy })),
  ...Array.from({ length: 2 }, (_, i) => ({ id: `mmlu:u${i}`, trials: [['0'], ['0']] })),
];
const experiment = experimentOf(tasks);
/** A complexity model that only recognises the set, or one that knows every label. */
const predictions = (knows: 'set' | 'all'): TaskReport[] =>
  tasks.map(({ id, trials }) => {
    const level = knows === 'set' ? Number(id.startsWith('mmlu')) : Number(trials === hard);
    return { id, level, kept: true, levels: [1 - level, level, 0] };
  });

describe('a mixed experiment, set by set', () => {
  it('counts each set by itself', () => {
    const { rows, levels } = reportDatasets({
      experiment,
      scope: 'all',
      seed: 1,
      perTask: predictions('set'),
    });
    expect(levels).toEqual([0, 1, 2]);
    expect(
      rows.map(({ dataset, tasks: n, labelled, levels: counts }) => [dataset, n, labelled, counts]),
    ).toEqual([
      ['gsm8k', 40, 40, [36, 4, 0]],
      ['mmlu', 42, 40, [8, 32, 0]],
    ]);
    expect(rows.map(({ accuracy }) => accuracy.map(({ value }) => value))).toEqual([
      [36 / 40, 1],
      [8 / 42, 40 / 42],
    ]);
    expect(rows.map(({ levelAccuracy }) => levelAccuracy?.value)).toEqual([36 / 40, 32 / 40]);
    const { low, high } = rows[0].accuracy[0];
    expect(low).toBeGreaterThan(0.75);
    expect(high).toBeLessThanOrEqual(1);
  });

  it('says what knowing the set alone is worth, and what a model knows beyond it', () => {
    const of = (knows: 'set' | 'all') =>
      reportDatasets({ experiment, scope: 'kept', seed: 1, perTask: predictions(knows) });
    const recognises = of('set');
    // The most frequent level of a set is the same in every fold.
    expect(recognises.datasetAlone.levelAccuracy.value).toBeCloseTo((36 + 32) / 80, 12);
    expect(recognises.complexityModel!.beyondDataset).toEqual({ value: 0, low: 0, high: 0 });
    const knows = of('all').complexityModel!;
    expect(knows.levelAccuracy.value).toBe(1);
    expect(knows.beyondDataset.value).toBeCloseTo(12 / 80, 12);
    expect(knows.beyondDataset.low).toBeGreaterThan(0);
  });

  it('does without predictions where there are none', () => {
    const perTask = predictions('set').map(({ id, level, kept }) => ({ id, level, kept }));
    const report = reportDatasets({ experiment, scope: 'kept', seed: 1, perTask });
    expect(report.complexityModel).toBeNull();
    expect(report.rows[0].levelAccuracy).toBeNull();
    expect(report.datasetAlone.levelAccuracy.value).toBeCloseTo(68 / 80, 12);
  });
});

describe('labels of two experiments', () => {
  const first = experimentOf(
    [
      { id: 'gsm8k:1', trials: easy },
      { id: 'gsm8k:2', trials: easy },
      { id: 'gsm8k:3', trials: hard },
      { id: 'gsm8k:4', trials: hard },
      { id: 'mmlu:1', trials: hard },
    ],
    'mixed',
  );
  const second = (own: LabellingRule = rule) =>
    experimentOf(
      [
        { id: '1', trials: easy },
        { id: '2', trials: hard },
        { id: '3', trials: hard },
        { id: '4', trials: [['0'], ['0']] },
        { id: '5', trials: easy },
      ],
      'gsm8k',
      own,
    );

  it('are compared on the tasks that both have, of a mix too', () => {
    const agreement = labelAgreement(first, second(), 1);
    expect(agreement).toMatchObject({ scale: 'level', shared: 4, labelled: 3, onlyFirst: 1, onlySecond: 0 });
    expect(agreement.agreement!.value).toBeCloseTo(2 / 3, 12);
    expect(agreement.confusion).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]);
    // Two thirds against one third for level 0, one third against two thirds for level 1.
    expect(agreement.byChance).toBeCloseTo(4 / 9, 12);
  });

  it('of different rules are compared by the model that they ask for', () => {
    const agreement = labelAgreement(first, second(writtenRule(['x1 == M', 'x2 == M'], 2)), 1);
    expect(agreement.scale).toBe('model');
    expect(agreement.agreement!.value).toBeCloseTo(2 / 3, 12);
  });

  it('of no common task agree on nothing', () => {
    const agreement = labelAgreement(first, experimentOf([{ id: '1', trials: easy }], 'mbpp'), 1);
    expect(agreement).toMatchObject({ shared: 0, labelled: 0, agreement: null });
  });
});
