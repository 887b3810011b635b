import { describe, expect, it } from 'vitest';
import { paperRule } from '../../../src/core/assignment';
import type { Experiment } from '../../../src/core/experiment';
import { paperFiveLevel, smallestReliable } from '../../../src/core/labelling';
import { compareSingleTrial } from '../../../src/study/single-trial';
import { commonTrials, trialLabels } from '../../../src/study/single-trial-labels';
import { recorded, recordedFeatures } from '../../support/recorded';

const trials = (...texts: string[]) => texts.map((text) => text.split(''));

describe('labels by one trial', () => {
  const experiment = (rule = paperFiveLevel): Experiment => ({
    id: 'made-up',
    name: 'Made up',
    dataset: 'none',
    models: ['a', 'b', 'c'].map((id, k) => ({ id, name: id, unitCost: 10 ** k })),
    visibleTests: 0,
    rule,
    assignment: paperRule(rule),
    tasks: [
      { id: 'easy', trials: trials('11111', '11111', '11111') },
      // x1 + x2 = 6: level 2, as x2 = 5.
      { id: 'mid', trials: trials('10000', '11111', '00000') },
      { id: 'hard', trials: trials('00000', '00011', '11111') },
    ],
  });

  it('are the first model that succeeds, against the tier that levels mean where the rules differ', () => {
    const { tasks } = experiment();
    const labels = trialLabels(experiment(), tasks, 5);
    expect(labels).toMatchObject({ scale: 'tier', classes: 3 });
    expect([...labels.full]).toEqual([0, 1, 2]);
    expect(labels.single.map((one) => [...one])).toEqual([
      [0, 0, 2],
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 1],
      [0, 1, 1],
    ]);
  });

  it('are levels where one rule speaks of any number of trials; none where all fail', () => {
    const same = experiment(smallestReliable(3, 0.6));
    const tasks = [...same.tasks, { id: 'rare', trials: trials('00000', '00000', '10000') }];
    const labels = trialLabels(same, tasks, 5);
    expect(labels).toMatchObject({ scale: 'level', classes: 4 });
    expect([...labels.full]).toEqual([0, 1, 2, 3]);
    expect([...labels.single[0]]).toEqual([0, 0, 2, 2]);
    expect([...labels.single[1]]).toEqual([0, 1, 2, -1]);
  });

  it('are as many as every model of every task has', () => {
    const { tasks } = experiment();
    expect(commonTrials(experiment())).toBe(5);
    expect(
      commonTrials({ ...experiment(), tasks: [...tasks, { id: 'x', trials: trials('1', '11', '11') }] }),
    ).toBe(1);
  });
});

describe('learning from one trial', async () => {
  const experiment = await recorded('humaneval');
  const features = await recordedFeatures('humaneval');
  const report = await compareSingleTrial(experiment, features, { seed: 1 });

  it('agrees with five trials about as other recordings do', () => {
    expect(report).toMatchObject({ trials: 5, tasks: 162, scale: 'tier' });
    expect(report.agreement.value).toBeGreaterThan(0.74);
    expect(report.agreement.value).toBeLessThan(0.88);
    expect(report.agreementByTrial).toHaveLength(5);
    const [least, most] = [Math.min, Math.max].map((of) => of(...report.agreementByTrial));
    expect(report.agreement.value).toBeGreaterThan(least);
    expect(report.agreement.value).toBeLessThan(most);
    expect(report.unlabelled.value).toBeGreaterThan(0);
  });

  it('scores both against the labels by all trials, paired', () => {
    const { single, full, difference } = report.accuracy;
    expect(difference.value).toBeCloseTo(full.value - single.value, 12);
    expect(difference.low).toBeLessThan(difference.value);
    expect(difference.high - difference.low).toBeLessThan(full.high - full.low + single.high - single.low);
  });

  it('is the same where all trials say the same', async () => {
    const tasks = experiment.tasks.slice(0, 60).map((task) => ({
      ...task,
      trials: task.trials.map((ofModel) => ofModel.map(() => ofModel[0])),
    }));
    const sure = await compareSingleTrial({ ...experiment, tasks }, features, { seed: 1 });
    expect(sure.agreement).toEqual({ value: 1, low: 1, high: 1 });
    expect(sure.unlabelled.value).toBe(0);
    expect(sure.accuracy.difference).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('needs two trials', async () => {
    const mbpp = await recorded('mbpp');
    await expect(compareSingleTrial(mbpp, await recordedFeatures('mbpp'), { seed: 1 })).rejects.toThrow(
      'some task has fewer than two trials of a model',
    );
  });
});
