import type { Estimate } from '../core/interfaces';
import { randomStream } from '../core/random';
import { atOnce, type Steps } from '../core/steps';
import type { Point } from '../core/statistics/frontier';
import { type PackedMatrix, packRows } from '../predictors/logistic/matrix';
import { multiply } from '../predictors/logistic/multiply';
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
    const tasks = columns[0].length;
    const halves = [0, 1].map((first) => new Half(columns, first));
    const last = tasks % 2 === 1 ? tasks - 1 : undefined;
    for (let r = 0; r < this.#weights.length; r += atATime) {
      const some = this.#weights.slice(r, r + atATime);
      const [even, odd] = halves.map((half) => half.sums(some));
      some.forEach((counts, k) =>
        columns.forEach((column, c) => {
          const sum = even[k * columns.length + c] + odd[k * columns.length + c];
          const rest = last === undefined ? 0 : column[last] * counts[last];
          results[c].replicates[r + k] = (sum + rest) / tasks;
        }),
      );
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

/** So many replicates are worked out at once. */
const atATime = 4;

/** Every other entry of columns of per-task values. */
class Half {
  readonly #first: number;
  readonly #matrix: PackedMatrix;
  readonly #weights: Float64Array;
  readonly #sums: Float64Array;

  constructor(columns: readonly Float64Array[], first: number) {
    const width = columns[0].length >> 1;
    this.#first = first;
    this.#matrix = packRows(
      columns.map((column) => Float64Array.from({ length: width }, (_, i) => column[2 * i + first])),
    );
    this.#weights = new Float64Array(width * atATime);
    this.#sums = new Float64Array(columns.length * atATime);
  }

  /** The sums of all columns under each of some resampling weights, those under one after those under the other. */
  sums(some: readonly Uint16Array[]): Float64Array {
    const { width } = this.#matrix;
    if (width === 0) return this.#sums;
    const weights = this.#weights;
    some.forEach((counts, k) => {
      for (let i = 0, from = this.#first; i < width; i++, from += 2) weights[k * width + i] = counts[from];
    });
    multiply(this.#matrix, weights.subarray(0, some.length * width), some.length, this.#sums);
    return this.#sums;
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

/**
 * A statistic of a curve, replicate by replicate.
 *
 * @param of given the curve's points in ascending order of cost, and what gives another statistic of the same replicate
 */
export function ofCurve(
  points: readonly { cost: Resampled; accuracy: Resampled }[],
  of: (curve: readonly Point[], at: (other: Resampled) => number) => number,
): Resampled {
  const curve = points.map(() => ({ cost: 0, accuracy: 0 }));
  /** Which replicate is worked on; -1: the statistic itself. */
  let r = -1;
  const at = (part: Resampled) => (r < 0 ? part.value : part.replicates[r]);
  const statistic = () => {
    let isAscending = true;
    for (let g = 0; g < points.length; g++) {
      const { cost, accuracy } = points[g];
      curve[g].cost = at(cost);
      curve[g].accuracy = at(accuracy);
      if (g > 0 && ascending(curve[g - 1], curve[g]) > 0) isAscending = false;
    }
    if (!isAscending) curve.sort(ascending);
    return of(curve, at);
  };
  const value = statistic();
  const values = new Float64Array(points[0].cost.replicates.length);
  for (r = 0; r < values.length; r++) values[r] = statistic();
  return { value, replicates: values };
}

const ascending = (a: Point, b: Point) => a.cost - b.cost || a.accuracy - b.accuracy;

/** The 95 % percentile interval. */
export function estimate(resampled: Resampled): Estimate {
  return percentileInterval(resampled.value, resampled.replicates);
}
