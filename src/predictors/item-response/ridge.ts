import type { Fold } from '../../core/folds';
import type { Gram } from '../logistic/gram';
import { packEntries, type PackedMatrix } from '../logistic/matrix';
import { multiply } from '../logistic/multiply';

/** Ridge regression on centred rows X: intercept + X'a. */
export interface RidgeFit {
  coefficients: Float64Array;
  intercept: number;
}

const mostRounds = 500;

/** Fits that choose a strength. */
const innerTolerance = 1e-4;

/** The fit that makes predictions. */
export const finalTolerance = 1e-9;

/**
 * Minimises the sum of squared errors + |w|^2 / C by conjugate gradients: (XX' + 1/C) a = values - mean. The
 * intercept is the mean, as rows are centred, or nearly so where they are a part of all.
 *
 * @param options.tolerance stop where the residual's root mean square is at most this
 * @param options.start coefficients to start from
 */
export function fitRidge(
  gram: PackedMatrix,
  values: Float64Array,
  strength: number,
  { tolerance, start }: { tolerance: number; start?: Float64Array },
): RidgeFit {
  const n = values.length;
  const intercept = values.reduce((sum, value) => sum + value, 0) / n;
  const coefficients = start?.slice() ?? new Float64Array(n);
  const image = new Float64Array(n);
  const apply = (vector: Float64Array) => {
    multiply(gram, vector, 1, image);
    for (let i = 0; i < n; i++) image[i] += vector[i] / strength;
  };
  apply(coefficients);
  const residual = values.map((value, i) => value - intercept - image[i]);
  const direction = residual.slice();
  let size = dot(residual, residual);
  const goal = tolerance ** 2 * n;
  for (let round = 0; round < mostRounds && size > goal; round++) {
    apply(direction);
    const along = size / dot(direction, image);
    for (let i = 0; i < n; i++) {
      coefficients[i] += along * direction[i];
      residual[i] -= along * image[i];
    }
    const next = dot(residual, residual);
    for (let i = 0; i < n; i++) direction[i] = residual[i] + (next / size) * direction[i];
    size = next;
  }
  return { coefficients, intercept };
}

/** A strength, and what fits at it say of rows that they didn't see. */
export interface RidgeChoice {
  strength: number;
  heldOut: Float64Array;
}

/**
 * The strength C with the least squared error over rows that are held out in turn (the strongest regularisation of
 * equal ones).
 *
 * @param strengths ascending
 * @param folds of the Gram matrix's rows
 */
export function chooseRidgeStrength(
  gram: Gram,
  values: Float64Array,
  strengths: readonly number[],
  folds: readonly Fold[],
): RidgeChoice {
  const parts = folds.map(({ train, test }) => ({
    test,
    products: packEntries(gram, train, train),
    crossed: packEntries(gram, test, train),
    values: Float64Array.from(train, (row) => values[row]),
    coefficients: undefined as Float64Array | undefined,
  }));
  let best: RidgeChoice & { error: number } = {
    strength: strengths[0],
    heldOut: values,
    error: Infinity,
  };
  for (const strength of strengths) {
    const heldOut = new Float64Array(values.length);
    for (const part of parts) {
      const fit = fitRidge(part.products, part.values, strength, {
        tolerance: innerTolerance,
        start: part.coefficients,
      });
      part.coefficients = fit.coefficients;
      const predicted = new Float64Array(part.test.length);
      multiply(part.crossed, fit.coefficients, 1, predicted);
      part.test.forEach((row, i) => (heldOut[row] = fit.intercept + predicted[i]));
    }
    const error = values.reduce((sum, value, i) => sum + (value - heldOut[i]) ** 2, 0);
    if (error < best.error) best = { strength, heldOut, error };
  }
  return best;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
