import { difficulties, normalWeights } from './model';

/** Difficulty given what a regression says of it: normal about intercept + slope * (said - centre). */
export interface LatentRegression {
  centre: number;
  intercept: number;
  slope: number;
  deviation: number;
}

const rounds = 60;

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
  for (let round = 0; round < rounds; round++) {
    said.forEach((value, i) => {
      const posterior = momentsOf(normalWeights(expected(fit, value), fit.deviation), likelihoods[i]);
      means[i] = posterior.mean;
      variances[i] = posterior.variance;
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
  }
  return fit;
}

/** The mean difficulty, given what is said. */
export function expected({ centre, intercept, slope }: LatentRegression, said: number): number {
  return intercept + slope * (said - centre);
}

/** Mean and variance of a difficulty with these weights before, and this likelihood of its outcomes. */
export function momentsOf(
  weights: Float64Array,
  likelihood: Float64Array,
): { mean: number; variance: number } {
  let [total, mean, square] = [0, 0, 0];
  for (let q = 0; q < weights.length; q++) {
    const weight = weights[q] * likelihood[q];
    total += weight;
    mean += weight * difficulties[q];
    square += weight * difficulties[q] ** 2;
  }
  mean /= total;
  return { mean, variance: Math.max(0, square / total - mean * mean) };
}
