import { logit } from './ridge';

/** Predictions nearer to certainty than this are not believed. */
const certainty = 0.01;

/**
 * What is known of a task beforehand: the log-odds that one answer of each model passes.
 *
 * @param success predicted, per model
 * @param centre taken from them
 */
export function knownOf(success: readonly number[], centre?: ArrayLike<number>): Float64Array {
  return Float64Array.from(success, (probability, k) => {
    const believed = Math.min(Math.max(probability, certainty), 1 - certainty);
    return logit(believed) - (centre ? centre[k] : 0);
  });
}

/** The mean of rows of equal length. */
export function meansOf(rows: readonly Float64Array[]): Float64Array {
  const means = new Float64Array(rows[0].length);
  for (const row of rows) row.forEach((value, k) => (means[k] += value / rows.length));
  return means;
}
