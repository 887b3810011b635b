/**
 * Item response theory with models as the persons and tasks as the items: a trial of model k on a task of difficulty
 * b passes with probability F(slope k * (ability k - b)), F the logistic function. With one slope for all models
 * that is the Rasch model (1PL), with one of each model's own the 2PL model. Difficulties are on the log-odds scale,
 * and normal with mean 0 and variance 1 over the tasks, which fixes the scale of abilities and slopes.
 */
export interface Abilities {
  /** Per model. */
  abilities: number[];
  slopes: number[];
}

/** One task's outcomes: successes and trials per model. */
export interface Outcomes {
  successes: readonly number[];
  trials: readonly number[];
}

/** Difficulties over which distributions are summed up. */
export const difficulties = Float64Array.from({ length: 49 }, (_, q) => (q - 24) / 4);

export function passProbability({ abilities, slopes }: Abilities, model: number, difficulty: number): number {
  return 1 / (1 + Math.exp(-slopes[model] * (abilities[model] - difficulty)));
}

/** Probability at a difficulty that no trial at all passes. */
export function noneProbability(of: Abilities, trials: readonly number[], difficulty: number): number {
  return trials.reduce((product, count, k) => product * (1 - passProbability(of, k, difficulty)) ** count, 1);
}

/**
 * Likelihood of a task's outcomes at each difficulty, but for a factor that all difficulties share.
 *
 * @param cleaned given that some trial passed: the tasks at hand were chosen so
 */
export function likelihoods(of: Abilities, { successes, trials }: Outcomes, cleaned: boolean): Float64Array {
  return difficulties.map((difficulty) => {
    let log = 0;
    for (let k = 0; k < trials.length; k++) {
      const margin = of.slopes[k] * (of.abilities[k] - difficulty);
      log -= successes[k] * Math.log1p(Math.exp(-margin));
      log -= (trials[k] - successes[k]) * Math.log1p(Math.exp(margin));
    }
    if (cleaned) log -= Math.log1p(-noneProbability(of, trials, difficulty));
    return Math.exp(log);
  });
}

/** Weights of the difficulties under a normal distribution; they sum to 1. */
export function normalWeights(mean: number, deviation: number): Float64Array {
  const weights = difficulties.map((difficulty) => Math.exp(-(((difficulty - mean) / deviation) ** 2) / 2));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
