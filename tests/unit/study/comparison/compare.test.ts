import { describe, expect, it } from 'vitest';
import { comparisonContract, printComparisons } from '../../../../src/cli/comparison';
import type { Experiment } from '../../../../src/core/experiment';
import { isKept } from '../../../../src/core/experiment';
import type { Cache } from '../../../../src/core/interfaces';
import { randomStream, shuffled } from '../../../../src/core/random';
import { atOnce } from '../../../../src/core/steps';
import { compare } from '../../../../src/study/comparison/compare';
import { predictingFold } from '../../../../src/study/comparison/in-page';
import { learningCurve } from '../../../../src/study/comparison/learning-curve';
import { splitLottery } from '../../../../src/study/comparison/lottery';
import type { ComparisonReport, ComparisonRow } from '../../../../src/study/comparison/report';
import { holdoutTasks } from '../../../../src/study/comparison/split';
import { logisticModel } from '../../../../src/study/comparison/logistic-model';
import { featuresInScope } from '../../../../src/study/features-in-scope';
import { fitPredictions } from '../../../../src/study/fit-predictions';
import { byRepeat } from '../../../../src/study/predictions';
import { scoringPredictor } from '../../../../src/study/predictor-report';
import { setUp } from '../../../../src/study/setup';
import { repeats } from '../../../../src/study/splits';
import { recorded, recordedFeatures } from '../../../support/recorded';

const mbpp = await recorded('mbpp');
const features = await recordedFeatures('mbpp');

/** So many kept tasks of the recording: enough to try with. */
function some(count: number): Experiment {
  return { ...mbpp, tasks: mbpp.tasks.filter(isKept).slice(0, count) };
}

const row = ({ rows }: { rows: ComparisonRow[] }, id: string) => rows.find((one) => one.id === id)!;
const ids = ['majority', 'prior', 'prompt-length', 'neighbours', 'item-response', 'ordinal', 'logistic'];
const unitCosts = [1, 10, 100];

function keeping() {
  const values = new Map<string, unknown>();
  const cache: Cache = {
    get: async (key) => structuredClone(values.get(key)),
    put: async (key, value) => void values.set(key, structuredClone(value)),
  };
  return { cache, kinds: () => [...values.keys()].map((key) => key.split(':')[0]) };
}

describe('the comparison of complexity models', async () => {
  const experiment = some(120);
  const { train, test } = holdoutTasks(experiment, { seed: 1 });
  const { levelOf } = labelsOf(experiment);
  const knowing = (cost: number) => ({
    id: 'knowing',
    name: 'Knows',
    predictions: Object.fromEntries(test.map((id) => [id, [0, 1, 2].map((c) => Number(c === levelOf(id)))])),
    costPerTask: cost,
  });
  const kept = keeping();
  const progress: number[] = [];
  const report = await compare(experiment, features, {
    seed: 1,
    external: [knowing(2.5)],
    cache: kept.cache,
    onProgress: ({ done, total }) => progress.push(done / total),
  });

  it('has a row for each, under both protocols', () => {
    expect(report.rows.map(({ id }) => id)).toEqual(ids);
    expect(report.holdout.rows.map(({ id }) => id)).toEqual([...ids, 'knowing']);
    expect([report.tasks, report.holdout.tasks]).toEqual([120, 24]);
    expect(report.holdout).toMatchObject({ train, test });
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it('judges what was trained elsewhere on the same test tasks, and counts what it costs', () => {
    const knows = row(report.holdout, 'knowing');
    expect(knows.levelAccuracy).toEqual({ value: 1, low: 1, high: 1 });
    expect(knows.overRouting.value + knows.underRouting.value).toBe(0);
    // Each task goes to the first model that got it right.
    expect(knows.routedAccuracy.value).toBe(1);
    const costs = test.map((id) => unitCosts[levelOf(id)]);
    expect(knows.routedCost.value).toBeCloseTo(2.5 + costs.reduce((a, b) => a + b) / test.length, 9);
    const usual = row(report.holdout, 'majority').levelAccuracy.value;
    expect(knows.gainOverMajority.value).toBeCloseTo(1 - usual, 12);
    expect(knows.mcnemar.b).toBe(Math.round((1 - usual) * test.length));
    expect(knows.mcnemar.c).toBe(0);
    expect(knows.mcnemar.p).toBeCloseTo(2 * 0.5 ** knows.mcnemar.b, 12);
  });

  it('tells whether models are right as often as they say', () => {
    for (const part of [report, report.holdout]) {
      for (const { calibration, levelAccuracy } of part.rows) {
        const { bins, error } = calibration;
        expect(bins.reduce((sum, bin) => sum + bin.tasks, 0)).toBeCloseTo(part.tasks, 6);
        const right = bins.reduce((sum, bin) => sum + bin.tasks * bin.right.value, 0);
        expect(right / part.tasks).toBeCloseTo(levelAccuracy.value, 9);
        expect(error.low).toBeLessThanOrEqual(error.value);
        expect(error.high).toBeGreaterThanOrEqual(error.value);
      }
      const majority = row(part, 'majority');
      expect(majority.calibration.error.value).toBeCloseTo(1 - majority.levelAccuracy.value, 9);
    }
    expect(row(report.holdout, 'knowing').calibration.error).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('sets the levels of the test tasks beside those of the others, and those told rightly beside the rest', () => {
    const counts = (ids: string[]) => [0, 1, 2].map((c) => ids.filter((id) => levelOf(id) === c).length);
    const { contrast } = report.holdout;
    expect(contrast.counts).toEqual([counts(test), counts(train)]);
    // The split is stratified: hardly any other is more alike.
    expect(contrast.distance).toBeLessThan(contrast.byChance.median);
    expect(contrast.p).toBeGreaterThan(0.5);
    // The majority class is right on one level alone.
    const { rightAndWrong, levelAccuracy } = row(report, 'majority');
    expect(rightAndWrong!.counts[0].filter(Boolean)).toEqual([Math.round(120 * levelAccuracy.value)]);
    expect(rightAndWrong).toMatchObject({ distance: 1, p: 0.001 });
    expect(row(report.holdout, 'knowing').rightAndWrong).toBeNull();
  });

  it('lets the majority class and the frequencies say the same level', () => {
    for (const part of [report, report.holdout]) {
      const [majority, prior] = ['majority', 'prior'].map((id) => row(part, id));
      expect(prior.levelAccuracy).toEqual(majority.levelAccuracy);
      expect(majority.gainOverMajority).toEqual({ value: 0, low: 0, high: 0 });
      expect(majority.mcnemar).toEqual({ p: 1, b: 0, c: 0 });
      expect(prior.logLoss!.value).toBeGreaterThan(0);
      expect(majority.logLoss).toBeNull();
    }
  });

  it('has the study’s own predictor as the study has it', async () => {
    const setup = setUp(experiment, 'kept', unitCosts, 1);
    const { splits, labelled, tiers, resampling, protocol } = setup;
    const predictions = await fitPredictions(setup, features, { cache: kept.cache });
    const levels = byRepeat(splits, repeats, (fold) => predictions[fold].levels);
    const { name } = logisticModel;
    const predictor = atOnce(scoringPredictor(name, protocol, levels, labelled, tiers, resampling));
    expect(row(report, 'logistic')).toMatchObject(predictor);
  });

  it('is kept by content, its predictions under other costs and other strangers', async () => {
    expect(kept.kinds()).toEqual(
      expect.arrayContaining(['predictions', 'comparison-predictions', 'comparison']),
    );
    const again = await compare(experiment, features, {
      seed: 1,
      external: [knowing(2.5)],
      cache: kept.cache,
    });
    expect(again).toEqual(report);
    const other = await compare(experiment, features, {
      seed: 1,
      unitCosts: [1, 10, 150],
      cache: kept.cache,
    });
    expect(row(other, 'ordinal').logLoss).toEqual(row(report, 'ordinal').logLoss);
    expect(kept.kinds().filter((kind) => kind === 'comparison-predictions')).toHaveLength(1);
  });

  it('refuses strangers that don’t predict every test task by a distribution', async () => {
    const ask = (predictions: Record<string, number[]>) =>
      compare(experiment, features, {
        seed: 1,
        cache: kept.cache,
        external: [{ ...knowing(0), predictions }],
      });
    await expect(ask({})).rejects.toThrow(`Knows has no prediction for task ${test[0]}`);
    const { predictions } = knowing(0);
    await expect(ask({ ...predictions, [test[3]]: [0.5, 0.6, 0] })).rejects.toThrow(
      `Knows’s prediction for task ${test[3]} is no distribution over 3 levels`,
    );
  });

  it('can be stopped', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    await expect(
      compare(some(40), features, { seed: 1, signal: controller.signal, onProgress }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('draws lots: the same for the same seed', async () => {
    const lottery = await splitLottery(experiment, features, { seed: 1, draws: 12 });
    expect(lottery).toMatchObject({ train: 96, test: 24 });
    expect(lottery.levelAccuracy).toHaveLength(12);
    expect(lottery.levelAccuracy).toEqual(lottery.levelAccuracy.toSorted((a, b) => a - b));
    expect(new Set(lottery.levelAccuracy).size).toBeGreaterThan(3);
    expect(lottery.low).toBeLessThan(lottery.median);
    const again = () => splitLottery(some(40), features, { seed: 1, draws: 4 });
    expect(await again()).toEqual(await again());
    const learning = await learningCurve(some(40), features, { seed: 1 });
    const all = { comparison: report, singleTrial: null, lottery, learningCurve: learning };
    const text = printComparisons(all);
    for (const { name } of report.holdout.rows) expect(text).toContain(name);
    expect(text).toMatch(/^Majority class .* – /m);
    expect(text).not.toMatch(/^(Level frequencies|Ordinal regression) .* – /m);
    const contract = JSON.parse(JSON.stringify(comparisonContract(all)));
    expect(contract.comparison.rows).toHaveLength(7);
    expect(Object.keys(contract)).toEqual(['comparison', 'singleTrial', 'lottery', 'learningCurve']);
  });
});

describe('nothing leaks', () => {
  const experiment = some(80);
  const [train, test] = [
    Array.from({ length: 60 }, (_, i) => i),
    Array.from({ length: 20 }, (_, i) => 60 + i),
  ];
  const predict = (of: Experiment, table = features) => {
    const setup = setUp(of, 'kept', unitCosts, 1);
    return atOnce(predictingFold(setup, featuresInScope(of, setup.labelled, table), { train, test }, 1));
  };
  const before = predict(experiment);

  it('from a held-out task’s outcomes to any prediction', () => {
    const tasks = experiment.tasks.map((task, i) =>
      i === 65 ? { ...task, trials: [['0'], ['0'], ['1']] } : task,
    );
    expect(experiment.tasks[65].trials).not.toEqual(tasks[65].trials);
    expect(predict({ ...experiment, tasks })).toEqual(before);
  });

  it('from a held-out task’s features to the predictions of others', () => {
    const [id, other] = [experiment.tasks[65].id, experiment.tasks[70].id].map((task) =>
      features.tasks.indexOf(task),
    );
    const rows = features.rows.map((one, i) => (i === id ? features.rows[other] : one));
    const after = predict(experiment, { ...features, rows });
    after.forEach((predicted, m) => {
      predicted.forEach((distribution, at) => {
        if (at !== 5) expect(distribution).toEqual(before[m][at]);
        else expect(distribution).toEqual(before[m][10]);
      });
    });
  });

  it('but a training task’s label tells', () => {
    const tasks = experiment.tasks.map((task, i) =>
      i === 5 ? { ...task, trials: [['0'], ['0'], ['1']] } : task,
    );
    const after = predict({ ...experiment, tasks });
    ids.slice(1, -1).forEach((_, m) => expect(after[m + 1]).not.toEqual(before[m + 1]));
  });
});

it('learns nothing from labels that are dealt at random', async () => {
  const gains: number[] = [];
  for (const seed of [1, 2]) {
    const experiment = some(80);
    const dealt = shuffled(experiment.tasks, randomStream(seed, 'deal'));
    const tasks = experiment.tasks.map((task, i) => ({ ...task, trials: dealt[i].trials }));
    const report: ComparisonReport = await compare({ ...experiment, tasks }, features, { seed });
    for (const { gainOverMajority } of report.rows) {
      expect(gainOverMajority.low).toBeLessThanOrEqual(0);
      gains.push(gainOverMajority.value);
    }
  }
  expect(gains.reduce((a, b) => a + b) / gains.length).toBeLessThan(0.02);
});

/** Levels by task id: the first model that got it right. */
function labelsOf({ tasks }: Experiment) {
  const levels = new Map(
    tasks.map(({ id, trials }) => [id, trials.findIndex(([trial]) => !trial.includes('0'))]),
  );
  return { levelOf: (id: string) => levels.get(id)! };
}
