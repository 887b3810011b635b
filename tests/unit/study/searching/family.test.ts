import { describe, expect, it } from 'vitest';
import { type Experiment, isKept } from '../../../../src/core/experiment';
import type { FeatureTable } from '../../../../src/core/features';
import { predictThenVerify } from '../../../../src/core/policy';
import { randomStream } from '../../../../src/core/random';
import { replay } from '../../../../src/core/replay';
import { atOnce } from '../../../../src/core/steps';
import { accuracyAtCost } from '../../../../src/core/statistics/frontier';
import { fitPredictions } from '../../../../src/study/fit-predictions';
import type { Report } from '../../../../src/study/report';
import { setUp } from '../../../../src/study/setup';
import { study } from '../../../../src/study/study';
import { judgingSteps } from '../../../../src/study/study-progress';
import { type FoldPlans, planningFold } from '../../../../src/study/searching/plan-fold';
import { type Planning, planningOf } from '../../../../src/study/searching/planning';
import { gainsOfNothing, meanGains } from '../../../support/permuted';
import { recorded, recordedFeatures } from '../../../support/recorded';

const mbpp = await recorded('mbpp');
const features = await recordedFeatures('mbpp');
const unitCosts = [1, 10, 100];
const family = (report: Report, id: string) => report.frontiers.find((one) => one.id === id)!;
const policy = (report: Report, id: string) => report.policies.find((one) => one.id === id)!;

describe('predict-then-verify on all tasks of MBPP', async () => {
  const all = await study(mbpp, { seed: 1, scope: 'all', features: async () => features });

  it('matches always-the-dearest for less than the coin flip, for sure', () => {
    expect(family(all, 'random-cascade').parityCost.value).toBeCloseTo(22.1, 0);
    const { parityCost, areaOverRandomCascade } = family(all, 'predict-then-verify');
    expect(parityCost.value).toBeLessThanOrEqual(17);
    expect(parityCost.value).toBeGreaterThan(policy(all, 'perfect').cost.value);
    expect(areaOverRandomCascade.low).toBeGreaterThan(0);
  });

  it('stands among the policies where training matched always-the-dearest, in words', () => {
    const { accuracy, cost, verifier, sentence, bound } = policy(all, 'predict-then-verify');
    const dearest = policy(all, 'always:gpt-4').accuracy.value;
    expect(Math.abs(accuracy.value - dearest)).toBeLessThan(0.01);
    const parity = family(all, 'predict-then-verify').parityCost.value!;
    expect(Math.abs(cost.value / parity - 1)).toBeLessThan(0.15);
    expect({ verifier, bound }).toEqual({ verifier: 'visible-test', bound: false });
    expect(sentence).toMatch(/Mostly: .*Code Llama 7B.* \(\d+ of 100 tasks\)/);
    expect(family(all, 'predict-then-verify').points).toHaveLength(41);
  });

  it('searching policies in any order of models is never worse than the coin flip, and as cheap at parity', () => {
    const [searched, cascade] = [family(all, 'searched'), family(all, 'random-cascade')];
    const curve = searched.points.map(({ cost, accuracy }) => ({
      cost: cost.value,
      accuracy: accuracy.value,
    }));
    for (const { cost, accuracy } of cascade.points) {
      expect(accuracyAtCost(curve, cost.value)).toBeGreaterThan(accuracy.low);
    }
    expect(searched.parityCost.value).toBeLessThanOrEqual(17);
    expect(searched.areaOverRandomCascade.low).toBeGreaterThan(0);
    expect(policy(all, 'searched').sentence).toMatch(
      /^Try (GPT-3.5|Code Llama 7B), then .*; ask GPT-4 only if its predicted success is above 0\.\d\d\./,
    );
  });

  it('tells what each part of the search is worth', () => {
    const { tries, anyOrder, parts } = all.search!;
    expect({ tries, anyOrder }).toEqual({ tries: [1, 1, 1], anyOrder: true });
    const [prediction, retries, verification] = parts;
    expect(prediction.adds!.low).toBeGreaterThan(0);
    expect(prediction.adds!.value).toBeLessThan(verification.adds!.value);
    expect(prediction.parityCost!.value).toBeGreaterThan(family(all, 'searched').parityCost.value!);
    expect(retries).toMatchObject({ id: 'without-retries', adds: null, parityCost: null });
    expect(verification.parityCost!.value).toBeNull();
    const { gains, parityCost } = all.search!.allTests!;
    expect(gains.low).toBeGreaterThan(0);
    expect(parityCost.value).toBeLessThan(family(all, 'searched').parityCost.value!);
  });

  it('has a plan for each task, that can be replayed', () => {
    const plans = new Set(all.perTask.map(({ plan }) => plan!.join()));
    expect(plans.size).toBeGreaterThan(1);
    const cost = all.perTask.reduce((sum, { plan }, i) => {
      const { calls } = replay(predictThenVerify, { plan }, mbpp.tasks[i], 1);
      return sum + calls[0] + 10 * calls[1] + 100 * calls[2];
    }, 0);
    expect(cost / all.perTask.length / policy(all, 'predict-then-verify').cost.value).toBeCloseTo(1, 0);
  });
});

describe('nothing leaks into plans', () => {
  const experiment = { ...mbpp, tasks: mbpp.tasks.filter(isKept).slice(0, 150) };
  const test = Array.from({ length: 20 }, (_, i) => 80 + i);
  const split = { train: Array.from({ length: 80 }, (_, i) => i), test, repeat: 0 };
  const rowOf = (i: number) => features.tasks.indexOf(experiment.tasks[i].id);
  /** The models that each plan asks, at all strengths and prices. */
  const plansIn = ({ book }: Planning, { searched, ascending }: FoldPlans['test']) =>
    [searched, ascending].map((table) =>
      table!.map((prices) => prices.map((plans) => Array.from(plans, (plan) => book.modelsOf(plan).join()))),
    );
  const play = async (of: Experiment, table: FeatureTable) => {
    const setup = { ...setUp(of, 'kept', unitCosts, 1), splits: [split] };
    const [predictions] = await fitPredictions(setup, table, {});
    const planning = planningOf(setup);
    const { train, test: held } = atOnce(
      planningFold(planning, split, predictions, setup.labelled.target, randomStream(1, 'folds')),
    );
    const plans = { train: plansIn(planning, train), test: plansIn(planning, held) };
    return { plans, predictions };
  };

  it('from a feature that only held-out tasks have, though it is their label', async () => {
    const before = await play(experiment, features);
    const { target } = setUp(experiment, 'kept', unitCosts, 1).labelled;
    const told = new Map(test.map((i) => [rowOf(i), target[i]]));
    const width = features.block.length;
    const table: FeatureTable = {
      tasks: features.tasks,
      rows: features.rows.map(({ columns, counts }, row) => {
        const label = told.get(row);
        if (label === undefined) return { columns, counts };
        return {
          columns: Uint32Array.of(...columns, width + label),
          counts: Uint8Array.of(...counts, 200),
        };
      }),
      multiplicity: Uint16Array.of(...features.multiplicity, 1, 1, 1),
      block: Uint8Array.of(...features.block, 0, 0, 0),
    };
    expect(await play(experiment, table)).toEqual(before);
  });

  const changed = (task: number): Experiment => {
    const trials = [['000'], ['000'], ['111']];
    expect(experiment.tasks[task].trials).not.toEqual(trials);
    return {
      ...experiment,
      tasks: experiment.tasks.map((one, i) => (i === task ? { ...one, trials } : one)),
    };
  };

  it('from a held-out task’s outcomes', async () => {
    expect(await play(changed(85), features)).toEqual(await play(experiment, features));
  });

  it('but a training task’s outcomes tell', async () => {
    const [before, after] = [await play(experiment, features), await play(changed(5), features)];
    expect(after.plans.test).not.toEqual(before.plans.test);
  });
});

it('gains nothing where outcomes are dealt at random', async () => {
  const experiment = { ...mbpp, tasks: mbpp.tasks.filter(isKept).slice(0, 150) };
  const gains = [];
  for (const seed of [1, 2]) gains.push(await gainsOfNothing(experiment, features, seed));
  const mean = meanGains(gains);
  expect(mean.threshold).toBeLessThanOrEqual(0.5);
  expect(mean.predictThenVerify).toBeLessThanOrEqual(0.5);
  expect(mean.searched).toBeLessThanOrEqual(0.5);
});

it('tells its progress and can be stopped', async () => {
  const experiment = { ...mbpp, tasks: mbpp.tasks.filter(isKept).slice(0, 20) };
  const seen: number[] = [];
  const controller = new AbortController();
  const run = study(experiment, {
    seed: 1,
    features: async () => features,
    signal: controller.signal,
    onProgress: ({ done, total }) => {
      seen.push(done);
      // In the midst of the plans, which come after the complexity model.
      if (done === total - judgingSteps - 15) controller.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(seen.length).toBeGreaterThan(35);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});
