import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/study/report';
import { study } from '../../../src/study/study';
import { recorded } from '../../support/recorded';

const policy = (report: Report, id: string) => report.policies.find((one) => one.id === id)!;
const family = (report: Report, id: string) => report.frontiers.find((one) => one.id === id)!;
const levels = (report: Report) => report.levels.map(({ level, tasks }) => [level, tasks]);

describe('the study of MBPP’s recorded outcomes', async () => {
  const experiment = await recorded('mbpp');
  const kept = await study(experiment, { seed: 1 });
  const all = await study(experiment, { seed: 1, scope: 'all' });

  it('labels and cleans as it should', () => {
    expect([kept.tasks, kept.kept, kept.dropped, kept.trials]).toEqual([973, 687, 286, 2919]);
    expect(levels(kept)).toEqual([
      [0, 343],
      [1, 256],
      [2, 88],
    ]);
    expect(kept.majority.level.value).toBeCloseTo(343 / 687, 12);
    expect([all.kept, all.dropped]).toEqual([687, 286]);
  });

  it.each([
    ['always:codellama-7b', 0.4993, 1, 0.3525, 1],
    ['always:gpt-3.5', 0.8064, 10, 0.5694, 10],
    ['always:gpt-4', 0.9025, 100, 0.6372, 100],
    ['ladder', 0.9622, 16.82, 0.6793, 39.73],
  ])('%s: kept and all tasks', (id, accuracy, cost, accuracyOfAll, costOfAll) => {
    expect(policy(kept, id).accuracy.value).toBeCloseTo(accuracy, 4);
    expect(policy(kept, id).cost.value).toBeCloseTo(cost, 2);
    expect(policy(all, id).accuracy.value).toBeCloseTo(accuracyOfAll, 4);
    expect(policy(all, id).cost.value).toBeCloseTo(costOfAll, 2);
  });

  it('bounds: perfect knowledge solves every kept task, and pays nothing for the others', () => {
    expect(policy(kept, 'perfect').accuracy.value).toBe(1);
    expect(policy(kept, 'perfect').cost.value).toBeCloseTo((343 + 2560 + 8800) / 687, 9);
    expect(policy(all, 'perfect').cost.value).toBeCloseTo((343 + 2560 + 8800) / 973, 9);
    expect(policy(kept, 'oracle:paper-rule').accuracy.value).toBe(1);
  });

  it('a coin flip between checked sequences matches the dearest at about 10.9, on all tasks 22.1', () => {
    expect(family(kept, 'random-cascade').parityCost.value).toBeCloseTo(10.9, 0);
    expect(family(all, 'random-cascade').parityCost.value).toBeCloseTo(22.1, 0);
  });

  it('saving and gain are against always the dearest', () => {
    expect(policy(kept, 'always:gpt-3.5').saving.value).toBeCloseTo(0.9, 12);
    expect(policy(kept, 'always:codellama-7b').saving.value).toBeCloseTo(0.99, 12);
    expect(policy(kept, 'ladder').gain.value).toBeCloseTo(0.9622 - 0.9025, 3);
    expect(policy(kept, 'always:gpt-4').gain).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('compares policies with the coin flip of the same cost, paired', () => {
    const { family: of, gain } = policy(kept, 'ladder').overChance!;
    expect(of).toBe('random-cascade');
    const flips = family(kept, of).points;
    const { accuracy, cost } = policy(kept, 'ladder');
    const after = flips.findIndex((point) => point.cost.value >= cost.value);
    const [a, b] = after < 0 ? [flips.at(-1)!, flips.at(-1)!] : [flips[after - 1], flips[after]];
    expect(accuracy.value - gain.value).toBeGreaterThanOrEqual(a.accuracy.value - 1e-12);
    expect(accuracy.value - gain.value).toBeLessThanOrEqual(b.accuracy.value + 1e-12);
    const ofSingle = policy(kept, 'always:gpt-3.5').overChance!;
    expect(ofSingle.family).toBe('random-mix');
    expect(Math.abs(ofSingle.gain.value)).toBeLessThan(0.001);
    // Far surer than either accuracy alone: both are of the same tasks.
    expect(ofSingle.gain.high - ofSingle.gain.low).toBeLessThan(0.02);
    expect(policy(kept, 'random-mix').overChance).toBeNull();
  });

  it('an interval holds its value, and a mean of 687 tasks is about as sure as it should be', () => {
    const { value, low, high } = policy(kept, 'always:gpt-4').accuracy;
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(high - low).toBeCloseTo(2 * 1.96 * Math.sqrt((value * (1 - value)) / 687), 2);
  });

  it('is the same for the same seed', async () => {
    const again = await study(experiment, { seed: 1 });
    expect({ ...again, seconds: null }).toEqual({ ...kept, seconds: null });
  });

  it('has nothing to leave out where a label needs its only trials', () => expect(kept.labelling).toBeNull());

  it('follows costs that are handed in', async () => {
    const report = await study(experiment, { seed: 1, unitCosts: [1, 10, 150] });
    expect(policy(report, 'always:gpt-4').cost.value).toBe(150);
    expect(policy(report, 'ladder').cost.value).toBeGreaterThan(16.82);
  });

  it('says who checked', () => {
    expect(policy(kept, 'ladder').verifier).toBe('visible-test');
    expect(policy(kept, 'always:gpt-4').verifier).toBe('none');
  });
});

describe('the study of HumanEval’s recorded outcomes', async () => {
  const report = await study(await recorded('humaneval'), { seed: 1 });

  it('labels by five trials', () => {
    expect(report.kept).toBe(162);
    expect(levels(report)).toEqual([
      [1, 79],
      [2, 28],
      [3, 34],
      [4, 21],
      [5, 0],
    ]);
  });

  it.each([
    ['always:codellama-7b', 0.467, 1],
    ['always:gpt-3.5', 0.727, 10],
    ['always:gpt-4o', 0.935, 100],
    ['oracle:paper-rule', 0.548, 4.06],
    ['oracle:shifted-rule', 0.891, 36.17],
  ])('%s', (id, accuracy, cost) => {
    expect(policy(report, id).accuracy.value).toBeCloseTo(accuracy, 3);
    expect(policy(report, id).cost.value).toBeCloseTo(cost, 2);
  });

  it('says what the labels cost where only that is asked which can change them', () => {
    const { costShare, callShare, callShareByModel, costShareWithCleaning, batched } = report.labelling!;
    expect(costShare).toBeLessThanOrEqual(0.34);
    expect(callShare).toBeCloseTo(0.592, 3);
    expect(callShareByModel).toHaveLength(3);
    expect(costShareWithCleaning).toBeGreaterThan(costShare);
    // 164 tasks, of each model one prompt of 200 tokens and five answers of 150, at 0.2, 2 and 20 dollars a million.
    expect(batched.fullDollars).toBeCloseTo((164 * (200 + 5 * 150) * 22.2) / 1e6, 9);
    expect(batched.dollars).toBeLessThan(batched.singlyDollars);
    expect(batched.singlyDollars).toBeLessThan(batched.fullDollars);
    expect(batched.assumption).toContain('no prices being recorded');
  });

  it('perfect labels are worth no more than a coin flip to the paper’s assignment', () => {
    const { gain } = policy(report, 'oracle:paper-rule').overChance!;
    expect(gain.low).toBeLessThan(0);
    expect(gain.high).toBeLessThan(0.05);
    expect(policy(report, 'oracle:shifted-rule').overChance!.gain.low).toBeGreaterThan(0.05);
  });

  it('marks a perfect verifier', () => expect(policy(report, 'ladder').verifier).toBe('perfect'));
});

describe('what labels cost in dollars', () => {
  it('is at the models’ own prices where all have one', async () => {
    const { models, ...rest } = await recorded('humaneval');
    const priced = models.map((model, k) => ({ ...model, price: { input: 0, output: 10 ** k } }));
    const { batched } = (await study({ ...rest, models: priced }, { seed: 1 })).labelling!;
    expect(batched.fullDollars).toBeCloseTo((164 * 5 * 150 * 111) / 1e6, 9);
    // Prompts that cost nothing leave nothing to save by batches.
    expect(batched.dollars).toBe(batched.singlyDollars);
    expect(batched.assumption).toContain('at the models’ prices');
  });
});

describe('what can’t be studied', () => {
  it('too few tasks', async () => {
    const experiment = await recorded('mbpp');
    await expect(study({ ...experiment, tasks: experiment.tasks.slice(0, 9) }, { seed: 1 })).rejects.toThrow(
      'at least 10 tasks',
    );
  });
});
