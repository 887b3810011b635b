import { difficulties } from './model';

/** Difficulty given what a regression says of it: normal about intercept + slope * (said - centre). */
export interface LatentRegression {
  centre: number;
  intercept: number;
  slope: number;
  deviation: number;
}

const mostRounds = 100;
const closeEnough = 1e-3;

/** The grid of difficulties can't hold a narrower distribution. */
const leastDeviation = 0.25;

/**
 * How far what is said of tasks' difficulties can be believed: the regression of the difficulties themselves, which
 * nobody sees, on it, by expectation and maximisation over their outcomes (Mislevy 1984). That makes up for
 * difficulties having been estimated from few trials, and so too near to the mean.
 *
 * @param said of each task, by fits that didn't see it
 * @param likelihoods of each task's outcomes at each difficulty
 */
export function latentRegression(said: Float64Array, likelihoods: readonly Float64Array[]): LatentRegression {
  const n = said.length;
  const centre = said.reduce((sum, value) => sum + value, 0) / n;
  const spread = said.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const fit: LatentRegression = { centre, intercept: 0, slope: 1, deviation: 1 };
  const [means, variances] = [new Float64Array(n), new Float64Array(n)];
  for (let round = 0; round < mostRounds; round++) {
    const before = { ...fit };
    said.forEach((value, i) => {
      const { mean, variance } = posterior(expected(fit, value), fit.deviation, likelihoods[i]);
      means[i] = mean;
      variances[i] = variance;
    });
    fit.intercept = means.reduce((sum, mean) => sum + mean, 0) / n;
    const common = said.reduce((sum, value, i) => sum + (value - centre) * means[i], 0);
    // Said the wrong way round is said by chance.
    fit.slope = spread > 1e-12 ? Math.max(0, common / spread) : 0;
    const square = said.reduce(
      (sum, value, i) => sum + variances[i] + (means[i] - expected(fit, value)) ** 2,
      0,
    );
    fit.deviation = Math.max(leastDeviation, Math.sqrt(square / n));
    const changes = [
      fit.intercept - before.intercept,
      fit.slope - before.slope,
      fit.deviation - before.deviation,
    ];
    if (changes.every((change) => Math.abs(change) < closeEnough)) break;
  }
  return fit;
}

/** The mean difficulty, given what is said. */
export function expected({ centre, intercept, slope }: LatentRegression, said: number): number {
  return intercept + slope * (said - centre);
}

/** Mean and variance of a difficulty that is normal at first, given the likelihood of its outcomes. */
export function posterior(mean: number, deviation: number, likelihood: Float64Array) {
  let [total, first, second] = [0, 0, 0];
  for (let q = 0; q < likelihood.length; q++) {
    const away = (difficulties[q] - mean) / deviation;
    const weight = Math.exp(-away * away * 0.5) * likelihood[q];
    total += weight;
    first += weight * difficulties[q];
    second += weight * difficulties[q] * difficulties[q];
  }
  first /= total;
  return { mean: first, variance: Math.max(0, second / total - first * first) };
}
