import type { Estimate } from '../core/interfaces';
import { randomStream } from '../core/random';
import { bootstrapWeights, mean, percentileInterval, weightedMean } from '../core/statistics/intervals';

export const replicates = 2000;

/** A statistic and its bootstrap replicates, to be combined with others pair by pair. */
export interface Resampled {
  value: number;
  replicates: Float64Array;
}

/**
 * Resamples tasks with replacement, 2,000 times, the same way for everything that is asked: so differences are
 * paired. Intervals are conditional on the fitted models.
 */
export class Resampling {
  readonly #weights: Uint16Array[];

  constructor(tasks: number, seed: number) {
    this.#weights = bootstrapWeights(tasks, replicates, randomStream(seed, 'bootstrap'));
  }

  /** The mean of per-task values; NaN marks tasks that a value doesn't apply to. */
  mean(values: Float64Array): Resampled {
    return this.statistic(mean(values), (weights) => weightedMean(values, weights));
  }

  /** Any statistic, given its value on the tasks as they are and a function of resampling weights. */
  statistic(value: number, of: (weights: Uint16Array) => number): Resampled {
    return { value, replicates: Float64Array.from(this.#weights, of) };
  }
}

/** Combines statistics replicate by replicate. */
export function combine(parts: readonly Resampled[], of: (...values: number[]) => number): Resampled {
  const values = (at: (part: Resampled) => number) => of(...parts.map(at));
  return {
    value: values((part) => part.value),
    replicates: parts[0].replicates.map((_, r) => values((part) => part.replicates[r])),
  };
}

/** The 95 % percentile interval. */
export function estimate(resampled: Resampled): Estimate {
  return percentileInterval(resampled.value, resampled.replicates);
}
