import type { FeatureVector } from '../../core/features';
import { atOnce, type Steps } from '../../core/steps';
import { columnsOf } from '../features/columns';
import { type Deviations, deviationsOf } from './deviations';
import { type ColumnKinds, columnWeights } from './tfidf';

/** Symmetric, row by row: entry (i, j) is `entries[i * size + j]`. */
export interface Gram {
  size: number;
  entries: Float64Array;
}

/** Every row that has anything in a block is longer than this before it is scaled to length 1: idf is at least 1. */
const someLength = 0.5;

/**
 * Scalar products of the TF-IDF rows (of `weighRow`) of all pairs of tasks, after the mean row was taken from
 * each. An intercept that is not penalised makes up for that shift, so a model fitted on either is the same; but
 * without what all texts share the matrix has no one dominant direction, and solvers need half the steps.
 */
export function centredGram(...given: Parameters<typeof centringGram>): Gram {
  return atOnce(centringGram(...given));
}

/** `centredGram`, piece by piece. */
export function* centringGram(
  rows: readonly FeatureVector[],
  idf: Float64Array,
  kinds: ColumnKinds,
): Steps<Gram> {
  const size = rows.length;
  const columns = columnsOf(rows, idf.length);
  const weights = columnWeights(idf, kinds);
  const entries = new Float64Array(size * size);
  for (const block of [0, 1]) {
    yield* addingBlock(
      entries,
      deviationsOf(columns, size, weights, (c) => kinds.block[c] === block),
      size,
    );
  }
  centre(entries, size);
  return { size, entries };
}

/** Adds one block's products, its rows scaled to length 1, to the lower triangle. */
function* addingBlock(entries: Float64Array, deviations: Deviations, size: number): Steps<void> {
  const products = yield* multiplyingDeviations(deviations, size);
  const { usual, usualProducts } = deviations;
  // (u + a)(u + b) = uu + ua + ub + ab, where u is what is usual.
  const scale = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const square = products[i * size + i] + 2 * usualProducts[i] + usual;
    scale[i] = square > someLength ? 1 / Math.sqrt(square) : 0;
  }
  for (let i = 0; i < size; i++) {
    const shift = usual + usualProducts[i];
    for (let j = 0; j <= i; j++) {
      entries[i * size + j] += (products[i * size + j] + shift + usualProducts[j]) * scale[i] * scale[j];
    }
  }
}

const columnsAtOnce = 100;

/** Scalar products of all pairs of rows of deviations: lower triangle. */
function* multiplyingDeviations({ starts, rows, values }: Deviations, size: number): Steps<Float64Array> {
  const products = new Float64Array(size * size);
  for (let c = 0; c + 1 < starts.length; c++) {
    if (c % columnsAtOnce === 0) yield;
    const start = starts[c];
    for (let a = start; a < starts[c + 1]; a++) {
      const value = values[a];
      const row = rows[a] * size;
      let b = start;
      // Four at a time, reading all before writing any, is half as fast again.
      for (; b + 3 <= a; b += 4) {
        const [at0, at1, at2, at3] = [row + rows[b], row + rows[b + 1], row + rows[b + 2], row + rows[b + 3]];
        const sum0 = products[at0] + value * values[b];
        const sum1 = products[at1] + value * values[b + 1];
        const sum2 = products[at2] + value * values[b + 2];
        const sum3 = products[at3] + value * values[b + 3];
        products[at0] = sum0;
        products[at1] = sum1;
        products[at2] = sum2;
        products[at3] = sum3;
      }
      for (; b <= a; b++) products[row + rows[b]] += value * values[b];
    }
  }
  return products;
}

/** Takes the mean row from each row, from the lower triangle of the products, and fills in the upper one. */
function centre(entries: Float64Array, size: number): void {
  const means = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const entry = entries[i * size + j];
      entries[j * size + i] = entry;
      means[i] += entry / size;
      means[j] += entry / size;
    }
    means[i] += entries[i * size + i] / size;
  }
  const overall = means.reduce((sum, mean) => sum + mean, 0) / size;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) entries[i * size + j] += overall - means[i] - means[j];
  }
}
