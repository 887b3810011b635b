import { describe, expect, it } from 'vitest';
import { levelOf, paperFiveLevel, singleTrial, smallestReliable } from '../../../src/core/labelling';
import { droppedLevel } from '../../../src/core/lazy-labelling';
import { levelProbabilities } from '../../../src/core/level-probabilities';
import { type Random, randomStream } from '../../../src/core/random';
import { redrawnLabel } from '../../../src/core/redrawn-label';
import { betaBinomial, fitBeta, posterior, uniformPrior } from '../../../src/core/statistics/beta-binomial';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** A draw from a Beta distribution of whole parameters: an order statistic of uniform numbers. */
function drawBeta(alpha: number, beta: number, random: Random): number {
  const uniform = Array.from({ length: alpha + beta - 1 }, random).sort((a, b) => a - b);
  return uniform[alpha - 1];
}

const drawSuccesses = (trials: number, share: number, random: Random) =>
  sum(Array.from({ length: trials }, () => Number(random() < share)));

describe('the beta-binomial distribution', () => {
  it('gives every count the same chance under a uniform prior', () => {
    for (const share of betaBinomial(4, uniformPrior)) expect(share).toBeCloseTo(1 / 5, 12);
  });

  it.each([
    [5, 2, 3],
    [7, 0.3, 0.2],
    [400, 1.5, 0.001],
  ])('of %i trials under Beta(%d, %d) has the mean and the variance that it should', (n, alpha, beta) => {
    const shares = betaBinomial(n, { alpha, beta });
    const mean = sum(shares.map((share, x) => share * x));
    const variance = sum(shares.map((share, x) => share * (x - mean) ** 2));
    const all = alpha + beta;
    expect(sum(shares)).toBeCloseTo(1, 12);
    expect(mean).toBeCloseTo((n * alpha) / all, 8);
    expect(variance).toBeCloseTo((n * alpha * beta * (all + n)) / (all ** 2 * (all + 1)), 6);
  });

  it('is fitted to what it gave', () => {
    const random = randomStream(1, 'fit');
    const counts = Array.from({ length: 20_000 }, () => ({
      successes: drawSuccesses(5, drawBeta(2, 3, random), random),
      trials: 5,
    }));
    const { alpha, beta } = fitBeta(counts);
    expect(alpha).toBeCloseTo(2, 0.7);
    expect(beta).toBeCloseTo(3, 0.7);
    expect(alpha / (alpha + beta)).toBeCloseTo(0.4, 2);
  });

  it('stays finite where everything passes, or all tasks are alike', () => {
    const sure = fitBeta(Array.from({ length: 50 }, () => ({ successes: 5, trials: 5 })));
    expect(posterior(sure, { successes: 5, trials: 5 }).beta).toBeGreaterThan(0);
    expect(sure.alpha / (sure.alpha + sure.beta)).toBeGreaterThan(0.98);
    const alike = fitBeta(Array.from({ length: 50 }, () => ({ successes: 3, trials: 6 })));
    expect(alike.alpha).toBeCloseTo(alike.beta, 3);
    expect(alike.alpha).toBeGreaterThan(20);
    expect(Number.isFinite(alike.alpha)).toBe(true);
  });
});

describe('levels of drawn success counts', () => {
  it.each([paperFiveLevel, singleTrial, smallestReliable(3, 0.6)])(
    'add up all combinations, for $id',
    (rule) => {
      const random = randomStream(2, 'counts');
      const trials = rule.trials === null ? [3, 5, 4] : [rule.trials, rule.trials, rule.trials];
      const counts = trials.map((n) => {
        const weights = Array.from({ length: n + 1 }, random);
        return weights.map((weight) => weight / sum(weights));
      });
      const expected = new Map<number, number>();
      const visit = (drawn: number[], share: number): void => {
        const k = drawn.length;
        if (k < counts.length) return counts[k].forEach((p, x) => visit([...drawn, x], share * p));
        const level = levelOf(rule, drawn, trials);
        expected.set(level, (expected.get(level) ?? 0) + share);
      };
      visit([], 1);
      const found = levelProbabilities(rule, counts);
      expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
      for (const [level, share] of expected) expect(found.get(level)).toBeCloseTo(share, 12);
    },
  );
});

describe('the label of trials drawn again', () => {
  it('is what drawing them again gives', () => {
    const random = randomStream(3, 'again');
    const seen = [
      { successes: 2, trials: 5 },
      { successes: 4, trials: 5 },
      { successes: 5, trials: 5 },
    ];
    const priors = [{ alpha: 1, beta: 2 }, uniformPrior, { alpha: 2, beta: 1 }];
    const drawn = new Map<number, number>();
    const draws = 40_000;
    for (let draw = 0; draw < draws; draw++) {
      const counts = seen.map((count, k) => {
        const { alpha, beta } = posterior(priors[k], count);
        return drawSuccesses(5, drawBeta(alpha, beta, random), random);
      });
      const solved = counts.some((count) => count > 0);
      const level = solved ? levelOf(paperFiveLevel, counts, [5, 5, 5]) : droppedLevel;
      drawn.set(level, (drawn.get(level) ?? 0) + 1 / draws);
    }
    const found = redrawnLabel(paperFiveLevel, seen, [5, 5, 5], priors);
    expect(sum([...found.values()])).toBeCloseTo(1, 12);
    for (const level of [1, 2, 3, 4, 5]) {
      expect(Math.abs((found.get(level) ?? 0) - (drawn.get(level) ?? 0))).toBeLessThan(0.01);
    }
  });

  it('may be none: a task that no trial solves is dropped', () => {
    const nothing = [0, 0, 0].map(() => ({ successes: 0, trials: 1 }));
    const ones = [1, 1, 1];
    const levels = redrawnLabel(
      singleTrial,
      nothing,
      ones,
      ones.map(() => uniformPrior),
    );
    expect(levels.get(droppedLevel)).toBeCloseTo((2 / 3) ** 3, 12);
  });
});
