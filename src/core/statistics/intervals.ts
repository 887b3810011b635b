import type { Estimate } from '../interfaces';
import { type Random, randomInteger } from '../random';

const z95 = 1.959963984540054;

/** Wilson's score interval (1927) of a share, 95 %. */
export function wilson(successes: number, n: number, z = z95): Estimate {
  if (n === 0) return { value: NaN, low: 0, high: 1 };
  const share = successes / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { value: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** The q-quantile of ascending values, interpolated linearly (Hyndman and Fan, type 7). */
export function quantile(ascending: ArrayLike<number>, q: number): number {
  const position = (ascending.length - 1) * q;
  const below = Math.floor(position);
  const above = Math.min(below + 1, ascending.length - 1);
  const weight = position - below;
  // Infinite values stand for "not reached"; 0 * Infinity must not turn a finite end into NaN.
  return weight === 0 ? ascending[below] : ascending[below] * (1 - weight) + ascending[above] * weight;
}

/** An estimate with the 95 % percentile interval of its bootstrap replicates. */
export function percentileInterval(value: number, replicates: ArrayLike<number>): Estimate {
  const parted = Float64Array.from(replicates);
  // NaN has no place but in a whole order.
  if (parted.some(Number.isNaN)) parted.sort();
  else partAt(parted, [0.025, 0.975]);
  return { value, low: quantile(parted, 0.025), high: quantile(parted, 0.975) };
}

/** Brings to their places in ascending order the values that these quantiles, ascending, lie between. */
function partAt(values: Float64Array, quantiles: readonly number[]): void {
  let from = 0;
  for (const q of quantiles) {
    const below = Math.floor((values.length - 1) * q);
    for (const position of [below, below + 1]) {
      if (position < from || position >= values.length) continue;
      select(values, position, from);
      from = position + 1;
    }
  }
}

/** Brings the value to this position that it has in ascending order, smaller ones before it (Hoare's quickselect). */
function select(values: Float64Array, position: number, from: number): void {
  let end = values.length - 1;
  while (from < end) {
    const pivot = values[(from + end) >> 1];
    let [i, j] = [from, end];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const swapped = values[i];
      values[i++] = values[j];
      values[j--] = swapped;
    }
    if (position <= j) end = j;
    else if (position >= i) from = i;
    else return;
  }
}

/**
 * Resamples of n items with replacement, as weights (how often each item was drawn). The same for every column
 * that is evaluated with them, so that differences are paired.
 */
export function bootstrapWeights(n: number, replicates: number, random: Random): Uint16Array[] {
  return Array.from({ length: replicates }, () => {
    const weights = new Uint16Array(n);
    for (let i = 0; i < n; i++) weights[randomInteger(random, n)]++;
    return weights;
  });
}

/**
 * The mean of per-task values under resampling weights. NaN marks a task that the value does not apply to: it
 * counts neither above nor below the line.
 */
export function weightedMean(values: Float64Array, weights: Uint16Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== value) continue;
    sum += value * weights[i];
    total += weights[i];
  }
  return sum / total;
}

/** The mean of the values that apply (are not NaN). */
export function mean(values: Float64Array): number {
  return weightedMean(values, new Uint16Array(values.length).fill(1));
}
