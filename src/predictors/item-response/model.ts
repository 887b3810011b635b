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

/** Logarithms of what single trials have for probabilities, at each difficulty: made once for many tasks. */
export interface TrialLogs {
  /** [model][difficulty] */
  pass: Float64Array[];
  fail: Float64Array[];
}

export function trialLogs({ abilities, slopes }: Abilities): TrialLogs {
  const logs = (sign: number) =>
    abilities.map((ability, k) =>
      difficulties.map((difficulty) => -Math.log1p(Math.exp(-sign * slopes[k] * (ability - difficulty)))),
    );
  return { pass: logs(1), fail: logs(-1) };
}

/** Probability at each difficulty that no trial at all passes. */
export function noneProbabilities({ fail }: TrialLogs, trials: readonly number[]): Float64Array {
  return difficulties.map((_, q) => Math.exp(trials.reduce((sum, count, k) => sum + count * fail[k][q], 0)));
}

/**
 * Likelihood of a task's outcomes at each difficulty, but for a factor that all difficulties share.
 *
 * @param none of `noneProbabilities`, where it is given that some trial passed: the tasks at hand were chosen so
 */
export function likelihoods(
  { pass, fail }: TrialLogs,
  { successes, trials }: Outcomes,
  none?: Float64Array,
): Float64Array {
  const result = new Float64Array(difficulties.length);
  for (let q = 0; q < result.length; q++) {
    let log = none ? -Math.log1p(-none[q]) : 0;
    for (let k = 0; k < trials.length; k++) {
      log += successes[k] * pass[k][q] + (trials[k] - successes[k]) * fail[k][q];
    }
    result[q] = Math.exp(log);
  }
  return result;
}

/** Weights of the difficulties under a normal distribution; they sum to 1. */
export function normalWeights(mean: number, deviation: number): Float64Array {
  const weights = difficulties.map((difficulty) => Math.exp(-(((difficulty - mean) / deviation) ** 2) / 2));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
