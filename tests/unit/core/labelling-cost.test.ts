import { describe, expect, it } from 'vitest';
import { paperFiveLevel, smallestReliable } from '../../../src/core/labelling';
import { expectedBatchedCost, expectedLabellingCost } from '../../../src/core/labelling-cost';
import { nextBatch, withCleaning } from '../../../src/core/lazy-labelling';
import { recorded } from '../../support/recorded';

const trialsOf = (passes: number, m: number) => Array.from({ length: m }, (_, i) => (i < passes ? '1' : '0'));

/** All orders of a list. */
function orders<T>(list: T[]): T[][] {
  if (list.length < 2) return [list];
  return list.flatMap((first, i) => orders(list.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

describe('the expected cost of labels', () => {
  it('is the mean over all orders of the trials', () => {
    const rule = smallestReliable(2, 0.5);
    const costs = [
      { prompt: 1, answer: 2, seen: { passed: 3, judged: 8 } },
      { prompt: 10, answer: 20, seen: { passed: 5, judged: 8 } },
    ];
    const free = [
      { prompt: 0, answer: 3 },
      { prompt: 0, answer: 30 },
    ];
    const tasks = [
      [trialsOf(1, 4), trialsOf(3, 4)],
      [trialsOf(2, 4), trialsOf(2, 4)],
    ];
    let batched = 0;
    let singly = 0;
    const calls = [0, 0];
    for (const task of tasks) {
      const all = orders(task[0]).flatMap((small) => orders(task[1]).map((large) => [small, large]));
      for (const order of all) {
        for (const models of [costs, free]) {
          const state = { successes: [0, 0], asked: [0, 0] };
          for (;;) {
            const batch = nextBatch(rule, state, models, [4, 4]);
            if (!batch) break;
            const { model, samples } = batch;
            const got = order[model].slice(state.asked[model], state.asked[model] + samples);
            state.asked[model] += samples;
            state.successes[model] += got.filter((trial) => trial === '1').length;
            const { prompt, answer } = models[model];
            if (models === costs) batched += (prompt + samples * answer) / all.length;
            else {
              singly += (prompt + samples * answer) / all.length;
              calls[model] += samples / all.length;
            }
          }
        }
      }
    }
    const unbatched = expectedLabellingCost(rule, tasks, [3, 30]);
    expect(unbatched.callShareByModel[0]).toBeCloseTo(calls[0] / 8, 12);
    expect(unbatched.callShareByModel[1]).toBeCloseTo(calls[1] / 8, 12);
    expect(unbatched.callShare).toBeCloseTo((calls[0] + calls[1]) / 16, 12);
    expect(unbatched.costShare).toBeCloseTo(singly / (8 * 33), 12);
    const result = expectedBatchedCost(rule, tasks, costs);
    expect(result.cost).toBeCloseTo(batched, 9);
    expect(result.singlyCost).toBeCloseTo(singly, 9);
    expect(result.fullCost).toBe(2 * 11 + 8 * 22);
  });

  it('is that of the trials needed where there is no doubt', () => {
    const one = (...passes: number[]) =>
      expectedLabellingCost(paperFiveLevel, [passes.map((count) => trialsOf(count, 5))], [1, 10, 100])
        .answers;
    expect(one(5, 5, 5)).toEqual([5, 0, 0]);
    // Four failures: the fifth can't count; five passes of the mid model settle level 2.
    expect(one(0, 5, 5)).toEqual([4, 5, 0]);
    // Four failures of the mid and of the large model settle level 5.
    expect(one(0, 0, 0)).toEqual([4, 4, 4]);
  });

  it('of HumanEval’s is a third of the full run’s', async () => {
    const { tasks, rule, models } = await recorded('humaneval');
    const trials = tasks.map((task) => task.trials);
    const unitCosts = models.map((model) => model.unitCost);
    const cost = expectedLabellingCost(rule, trials, unitCosts);
    expect(cost.costShare).toBeLessThanOrEqual(0.34);
    expect(cost.costShare).toBeCloseTo(0.3229, 4);
    expect(cost.callShareByModel.map((share) => Math.round(100 * share))).toEqual([92, 57, 29]);
    expect(expectedLabellingCost(withCleaning(rule), trials, unitCosts).costShare).toBeCloseTo(0.3282, 4);
  });

  it('of ten models with fifty trials takes seconds, not hours', { timeout: 60_000 }, () => {
    const models = Array.from({ length: 10 }, (_, k) => k);
    const tasks = [0, 1, 2].map((i) => models.map((k) => trialsOf((7 * i + 5 * k) % 25, 50)));
    const costs = models.map((k) => ({ prompt: 1 + k, answer: 1 + k }));
    const { cost, singlyCost, fullCost } = expectedBatchedCost(smallestReliable(10), tasks, costs);
    expect(cost).toBeLessThan(singlyCost);
    expect(cost).toBeLessThan(fullCost);
  });
});
