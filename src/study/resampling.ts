import type { Estimate } from '../core/interfaces';
import { randomStream } from '../core/random';
import { atOnce, type Steps } from '../core/steps';
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

  constructor(weights: Uint16Array[]) {
    this.#weights = weights;
  }

  static of(tasks: number, seed: number): Resampling {
    return atOnce(Resampling.drawing(tasks, seed));
  }

  /** `of`, piece by piece. */
  static *drawing(tasks: number, seed: number): Steps<Resampling> {
    const random = randomStream(seed, 'bootstrap');
    const weights: Uint16Array[] = [];
    while (weights.length < replicates) {
      weights.push(...bootstrapWeights(tasks, 1, random));
      yield;
    }
    return new Resampling(weights);
  }

  /** The mean of per-task values; NaN marks tasks that a value doesn't apply to. */
  mean(values: Float64Array): Resampled {
    return this.statistic(mean(values), (weights) => weightedMean(values, weights));
  }

  /** The means of many columns of per-task values that apply to every task: faster than one by one. */
  means(columns: readonly Float64Array[]): Resampled[] {
    return atOnce(this.takingMeans(columns));
  }

  /** `means`, piece by piece. */
  *takingMeans(columns: readonly Float64Array[]): Steps<Resampled[]> {
    const results = columns.map((column) => ({
      value: mean(column),
      replicates: new Float64Array(this.#weights.length),
    }));
    for (const [r, counts] of this.#weights.entries()) {
      const weights = Float64Array.from(counts);
      columns.forEach((column, c) => (results[c].replicates[r] = dot(column, weights) / column.length));
      yield;
    }
    return results;
  }

  /** Any statistic, given its value on the tasks as they are and a function of resampling weights. */
  statistic(value: number, of: (weights: Uint16Array) => number): Resampled {
    return atOnce(this.taking(value, of));
  }

  /** `statistic`, piece by piece. */
  *taking(value: number, of: (weights: Uint16Array) => number): Steps<Resampled> {
    const values = new Float64Array(this.#weights.length);
    for (const [r, weights] of this.#weights.entries()) {
      values[r] = of(weights);
      yield;
    }
    return { value, replicates: values };
  }
}

/** Two sums side by side keep the processor busier than one. */
function dot(a: Float64Array, b: Float64Array): number {
  let even = 0;
  let odd = 0;
  const pairs = a.length - (a.length % 2);
  for (let i = 0; i < pairs; i += 2) {
    even += a[i] * b[i];
    odd += a[i + 1] * b[i + 1];
  }
  return pairs < a.length ? even + odd + a[pairs] * b[pairs] : even + odd;
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
