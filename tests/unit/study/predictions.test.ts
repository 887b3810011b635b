import { describe, expect, it } from 'vitest';
import { toContract } from '../../../src/cli/contract';
import { isKept } from '../../../src/core/experiment';
import type { Cache, Progress } from '../../../src/core/interfaces';
import { indexOfLargest } from '../../../src/core/policy';
import { fitPredictions } from '../../../src/study/fit-predictions';
import { byRepeat } from '../../../src/study/predictions';
import { setUp } from '../../../src/study/setup';
import { repeats } from '../../../src/study/splits';
import { study } from '../../../src/study/study';
import { dealt } from '../../support/permuted';
import { recorded, recordedFeatures } from '../../support/recorded';

/** A cache that clones, as a browser's does, and counts. */
function countingCache() {
  const values = new Map<string, unknown>();
  const found: string[] = [];
  const cache: Cache = {
    get: async (key) => {
      if (values.has(key)) found.push(key.split(':')[0]);
      return structuredClone(values.get(key));
    },
    put: async (key, value) => void values.set(key, structuredClone(value)),
  };
  return { cache, found };
}

describe('the study with a complexity model', async () => {
  const experiment = await recorded('humaneval');
  const features = () => recordedFeatures('humaneval');
  const report = await study(experiment, { seed: 1, features });
  const predictor = report.predictor!;

  it('predicts every task out of fold, as distributions', () => {
    expect(report.perTask).toHaveLength(162);
    for (const { levels, success } of report.perTask) {
      expect(levels!.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      for (const probability of [...levels!, ...success!]) {
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
      }
    }
  });

  it('is about as good as scikit-learn’s on the same task, and no better than can be', () => {
    expect(predictor.levelAccuracy.value).toBeGreaterThan(0.45);
    expect(predictor.levelAccuracy.value).toBeLessThan(0.56);
    expect(predictor.logLoss!.value).toBeLessThan(report.prior!.logLoss!.value);
    expect(predictor.tierAccuracy.value).toBeGreaterThan(predictor.levelAccuracy.value);
    const { overRouting, underRouting, tierAccuracy } = predictor;
    expect(overRouting.value + underRouting.value + tierAccuracy.value).toBeCloseTo(1, 9);
    const tasks = predictor.confusion.flat().reduce((a, b) => a + b, 0);
    expect(tasks).toBeCloseTo(162, 9);
  });

  it('learns nothing from labels that are dealt at random', async () => {
    const nothing = setUp(dealt(experiment, 5), 'kept', [1, 10, 100], 1);
    const predictions = await fitPredictions(nothing, await features(), {});
    const levels = byRepeat(nothing.splits, repeats, (fold) => predictions[fold].levels);
    const { target } = nothing.labelled;
    const right = levels.flatMap((ofTask) => ofTask.map((of, i) => Number(indexOfLargest(of) === target[i])));
    expect(right.reduce((a, b) => a + b) / right.length).toBeLessThan(0.51);
  });

  it('puts this experiment into the paper’s formula', () => {
    const formula = report.formula!;
    expect(formula.predictionAccuracy).toBeCloseTo(predictor.levelAccuracy.value, 12);
    const { predictionAccuracy: a, costWhenRight: x, costWhenWrong: y } = formula;
    expect(formula.saving.value).toBeCloseTo(1 - (a * x + (1 - a) * y) / 100, 12);
    const rule = report.policies.find(({ id }) => id === 'paper-rule')!;
    expect(rule.saving.value).toBeCloseTo(formula.saving.value, 9);
    expect(rule.saving.low).toBeCloseTo(formula.saving.low, 6);
    formula.shareDifference.forEach(({ value, low, high }, k) => {
      expect(value).toBeCloseTo(formula.sharesWhenRight[k] - formula.sharesWhenWrong[k], 12);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    });
  });

  it('prints the contract: its keys, counts as integers, estimates as intervals', () => {
    const printed = JSON.parse(JSON.stringify(toContract(experiment, report)));
    expect(Object.keys(printed)).toEqual(
      expect.arrayContaining(
        'experiment tasks kept dropped trials rule levels labelStability majority models predictor search policies frontiers seconds paper'.split(
          ' ',
        ),
      ),
    );
    expect(printed.levels).toEqual({ 1: 79, 2: 28, 3: 34, 4: 21 });
    expect(printed.policies.map(({ id }: { id: string }) => id)).toEqual([
      'always:codellama-7b',
      'always:gpt-3.5',
      'always:gpt-4o',
      'ladder',
      'oracle:paper-rule',
      'oracle:shifted-rule',
      'perfect',
      'random-mix',
      'random-cascade',
      'paper-rule',
      'shifted-rule',
      'threshold',
      'predict-then-verify',
      'searched',
    ]);
    for (const { accuracy, cost, saving, callsPerTask } of printed.policies) {
      for (const { value, low, high } of [accuracy, cost, saving, callsPerTask]) {
        expect(low).toBeLessThanOrEqual(value + 1e-9);
        expect(high).toBeGreaterThanOrEqual(value - 1e-9);
      }
    }
    for (const { points } of printed.frontiers) expect(points).toHaveLength(41);
  });
});

describe('a study', async () => {
  const whole = await recorded('humaneval');
  const experiment = { ...whole, tasks: whole.tasks.filter(isKept).slice(0, 12) };
  const features = () => recordedFeatures('humaneval');
  const { cache, found } = countingCache();
  const report = await study(experiment, { seed: 1, features, cache });
  const predictor = report.predictor!;

  it('gives the same for the same seed, and another for another', async () => {
    const again = await study(experiment, { seed: 1, features });
    expect({ ...again, seconds: null }).toEqual({ ...report, seconds: null });
    const other = await study(experiment, { seed: 2, features });
    expect(other.predictor!.logLoss!.value).not.toBe(predictor.logLoss!.value);
  });

  it('is kept by content: the report as a whole, the predictions under other costs', async () => {
    const loads: string[] = [];
    const counted = async () => {
      loads.push('features');
      return features();
    };
    expect(await study(experiment, { seed: 1, features: counted, cache })).toEqual(report);
    expect(loads).toEqual([]);
    expect(found).toEqual(['report']);
    const progress: Progress[] = [];
    const dearer = await study(experiment, {
      seed: 1,
      features,
      cache,
      unitCosts: [1, 10, 150],
      onProgress: (one) => progress.push(one),
    });
    expect(found).toEqual(['report', 'predictions']);
    // What is kept isn't told of: after the features come the plans, which are made anew.
    const steps = progress.map(({ done }, at) => done - (progress[at - 1]?.done ?? 0));
    expect(steps.filter((step) => step > 5)).toEqual([25]);
    expect(dearer.predictor).toEqual(predictor);
    const [first, task, ...rest] = experiment.tasks;
    const changed = { ...experiment, tasks: [first, { ...task, trials: task.trials.toReversed() }, ...rest] };
    await study(changed, { seed: 1, features, cache });
    expect(found).toHaveLength(2);
  });

  it('tells how far it is from the first outcomes to its very end, and never less than before', async () => {
    const told: (Progress | 'outcomes')[] = [];
    await study(experiment, {
      seed: 4,
      features,
      onOutcomes: () => told.push('outcomes'),
      onProgress: (one) => told.push(one),
    });
    expect(told[0]).toBe('outcomes');
    const progress = told.filter((one) => one !== 'outcomes');
    const [{ total }] = progress;
    expect(progress.every((one) => one.total === total)).toBe(true);
    const done = progress.map((one) => one.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect([done[0], done.at(-1)]).toEqual([0, total]);
    // Every fold, of the complexity model and of the plans, and what comes before and after them.
    expect(new Set(done).size).toBeGreaterThan(55);
  });

  it('can be stopped', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    await expect(
      study(experiment, { seed: 3, features, signal: controller.signal, onProgress }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses tasks without features, by name', async () => {
    const strange = {
      ...experiment,
      tasks: [{ ...experiment.tasks[0], id: 'strange' }, ...experiment.tasks.slice(1)],
    };
    await expect(study(strange, { seed: 1, features })).rejects.toThrow('task strange has no features');
  });
});
