import { describe, expect, it } from 'vitest';
import { paperRule } from '../../../src/core/assignment';
import type { Experiment } from '../../../src/core/experiment';
import { levelOf, smallestReliable } from '../../../src/core/labelling';
import { randomStream } from '../../../src/core/random';
import { atOnce } from '../../../src/core/steps';
import { reportingStability } from '../../../src/study/label-stability';
import { recorded } from '../../support/recorded';

const random = randomStream(4, 'invented');
const successes = (trials: number, share: number) =>
  Array.from({ length: trials }, () => Number(random() < share)).reduce((a, b) => a + b, 0);
/** Success probabilities of three models, of each task: Beta(1, 1), the largest of two and of four uniform numbers. */
const shares = Array.from({ length: 600 }, () => [
  random(),
  Math.max(random(), random()),
  Math.max(random(), random(), random(), random()),
]);

function invented(trials: number): Experiment {
  const rule = smallestReliable(3, 0.6);
  return {
    id: 'invented',
    name: 'Invented',
    dataset: 'none',
    models: ['small', 'mid', 'large'].map((id, k) => ({ id, name: id, unitCost: 10 ** k })),
    visibleTests: 1,
    rule,
    assignment: paperRule(rule),
    tasks: shares.map((of, id) => ({
      id: String(id),
      trials: of.map((share) => Array.from({ length: trials }, () => (random() < share ? '1' : '0'))),
    })),
  };
}

/** The share of tasks labelled alike by two independent runs of so many trials, known from the probabilities. */
function truth(trials: number): number {
  const { rule } = invented(1);
  const counts = [trials, trials, trials];
  const label = (of: number[]) => {
    const drawn = of.map((share) => successes(trials, share));
    return drawn.some((count) => count > 0) ? levelOf(rule, drawn, counts) : null;
  };
  const rounds = 40;
  let alike = 0;
  for (let round = 0; round < rounds; round++) {
    for (const of of shares) if (label(of) === label(of)) alike++;
  }
  return alike / (rounds * shares.length);
}

describe('how often a label would come out the same', () => {
  it('is what drawing the trials again gives', () => {
    const { prior, overall, levels, halves } = atOnce(reportingStability(invented(5), 1))!;
    expect(prior).toBe('fitted');
    expect(Math.abs(overall.value - truth(5))).toBeLessThan(0.03);
    expect(overall.low).toBeLessThan(overall.value);
    expect(overall.high).toBeGreaterThan(overall.value);
    const tasks = levels.reduce((sum, level) => sum + level.tasks, 0);
    const mean = levels.reduce((sum, { same, tasks }) => sum + (same ? same.value * tasks : 0), 0) / tasks;
    expect(mean).toBeCloseTo(overall.value, 12);
    expect(halves).toBeNull();
  });

  it('is measured on split halves where ten trials are recorded', () => {
    const { halves, levels } = atOnce(reportingStability(invented(10), 1))!;
    expect(halves!.trials).toBe(5);
    expect(Math.abs(halves!.agreement.value - truth(5))).toBeLessThan(0.03);
    expect(levels.every(({ tasks, halves }) => tasks === 0 || halves !== null)).toBe(true);
  });

  it('on five recorded trials is near what two such labels were found to agree on', async () => {
    const { prior, overall, overallUniform, dropped } = atOnce(
      reportingStability(await recorded('humaneval'), 1),
    )!;
    expect(prior).toBe('fitted');
    expect(overall.value).toBeGreaterThan(0.8);
    expect(overall.value).toBeLessThan(0.9);
    expect(overallUniform.value).toBeLessThan(overall.value);
    expect(dropped.tasks).toBe(2);
  });

  it('rests on a uniform prior where there are but single trials', async () => {
    const { prior, levels, dropped } = atOnce(reportingStability(await recorded('mbpp'), 1))!;
    expect(prior).toBe('uniform');
    // Passed once: passes again in two of three cases.
    expect(levels[0].same!.value).toBeCloseTo(2 / 3, 12);
    expect(dropped).toMatchObject({ tasks: 286 });
    expect(dropped.same!.value).toBeCloseTo(8 / 27, 12);
  });

  it('is nothing where no task is solved', () => {
    const experiment = invented(1);
    const tasks = experiment.tasks.map(({ id }) => ({ id, trials: [['0'], ['0'], ['0']] }));
    expect(atOnce(reportingStability({ ...experiment, tasks }, 1))).toBeNull();
  });
});
