import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../src/core/random';
import { atOnce } from '../../../../src/core/steps';
import { calibrating } from '../../../../src/study/comparison/calibration';
import { Resampling } from '../../../../src/study/resampling';

const tasks = 400;
const random = randomStream(1, 'calibration test');
/** Probabilities of the first level, and labels that follow them. */
const chances = Array.from({ length: tasks }, () => 0.05 + 0.9 * random());
const target = Int32Array.from(chances, (chance) => (random() < chance ? 0 : 1));
const truthful = chances.map((chance) => [chance, 1 - chance]);
const resampling = Resampling.of(tasks, 1);
const calibrate = (...perRepeat: number[][][]) => atOnce(calibrating(perRepeat, { target }, resampling, 1));

describe('calibration', () => {
  it('finds a model that says what is so within what chance does', () => {
    const { bins, error, byChance } = calibrate(truthful);
    expect(error.value).toBeLessThan(byChance.high);
    expect(error.value).toBeGreaterThan(byChance.low);
    expect(bins.map(({ from }) => from)).toEqual([0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(bins.reduce((sum, bin) => sum + bin.tasks, 0)).toBeCloseTo(tasks, 6);
    for (const { from, to, said, right } of bins) {
      expect(said).toBeGreaterThanOrEqual(from);
      expect(said).toBeLessThan(to);
      expect(right.low).toBeLessThan(right.value);
      expect(right.high).toBeGreaterThan(right.value);
    }
  });

  it('finds out one that is too sure of itself', () => {
    const sure = truthful.map(([first]) => (first > 0.5 ? [0.98, 0.02] : [0.02, 0.98]));
    const { bins, error, byChance } = calibrate(sure);
    expect(bins).toHaveLength(1);
    expect(error.value).toBeCloseTo(0.98 - bins[0].right.value, 9);
    expect(error.low).toBeGreaterThan(byChance.high);
    expect(error.low).toBeLessThanOrEqual(error.value);
  });

  it('takes one that is certain at its word', () => {
    const { bins, error, byChance } = calibrate(truthful.map(() => [1, 0]));
    const right = target.filter((truth) => truth === 0).length / tasks;
    expect(bins).toMatchObject([{ from: 0.9, to: 1, tasks, said: 1 }]);
    expect(error.value).toBeCloseTo(1 - right, 9);
    expect(byChance).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('counts a task once, however many repeats there are, and tasks without a label not at all', () => {
    const once = calibrate(truthful);
    const thrice = calibrate(truthful, truthful, truthful);
    expect(thrice.error.value).toBeCloseTo(once.error.value, 9);
    expect(thrice.error.high).toBeCloseTo(once.error.high, 9);
    thrice.bins.forEach((bin, b) => expect(bin.right.high).toBeCloseTo(once.bins[b].right.high, 9));

    const fewer = target.map((truth, i) => (i % 2 ? -1 : truth));
    const { bins } = atOnce(calibrating([truthful], { target: fewer }, resampling, 1));
    expect(bins.reduce((sum, bin) => sum + bin.tasks, 0)).toBeCloseTo(tasks / 2, 6);
  });
});
