import type { PackedMatrix } from './matrix';
import { multiply } from './multiply';

/**
 * Weights and intercepts of several outputs, or a gradient or a step of them. Weights w are not held themselves
 * but as w = X'a, one coefficient a per row of X; that is where all of the solver's vectors lie. The entries of
 * output k stand at k * rows .. (k + 1) * rows - 1.
 */
export interface Weights {
  coefficients: Float64Array;
  /** XX'a: what the weights give the rows. */
  products: Float64Array;
  intercepts: Float64Array;
}

export function zeroWeights(rows: number, outputs: number): Weights {
  return {
    coefficients: new Float64Array(rows * outputs),
    products: new Float64Array(rows * outputs),
    intercepts: new Float64Array(outputs),
  };
}

export function copyWeights({ coefficients, products, intercepts }: Weights): Weights {
  return { coefficients: coefficients.slice(), products: products.slice(), intercepts: intercepts.slice() };
}

/** Brings products up to date with the coefficients; of some outputs, where these are given. */
export function fillProducts(
  gram: PackedMatrix,
  { coefficients, products, intercepts }: Weights,
  outputs: number | readonly number[] = intercepts.length,
): void {
  multiply(gram, coefficients, outputs, products);
}

/** Scalar products of the weights of each output, the intercepts left out. */
export function weightProducts(a: Weights, b: Weights): Float64Array {
  const outputs = a.intercepts.length;
  const rows = a.coefficients.length / outputs;
  const result = new Float64Array(outputs);
  for (let k = 0; k < outputs; k++) {
    let sum = 0;
    for (let e = k * rows; e < (k + 1) * rows; e++) sum += a.coefficients[e] * b.products[e];
    result[k] = sum;
  }
  return result;
}

/** Scalar products of each output; those of the intercepts count `scale` times. */
export function scalarProducts(a: Weights, b: Weights, scale?: Float64Array): Float64Array {
  const result = weightProducts(a, b);
  for (let k = 0; k < result.length; k++) {
    result[k] += (scale ? scale[k] : 1) * a.intercepts[k] * b.intercepts[k];
  }
  return result;
}

/** a += factor * b, with a factor per output. */
export function addScaled(a: Weights, factors: Float64Array, b: Weights): void {
  const rows = a.coefficients.length / factors.length;
  for (let k = 0; k < factors.length; k++) {
    const factor = factors[k];
    if (factor === 0) continue;
    for (let e = k * rows; e < (k + 1) * rows; e++) {
      a.coefficients[e] += factor * b.coefficients[e];
      a.products[e] += factor * b.products[e];
    }
    a.intercepts[k] += factor * b.intercepts[k];
  }
}

/** a = factor * a + b, with a factor per output; b's intercepts count `scale` times. */
export function scaleAndAdd(a: Weights, factors: Float64Array, b: Weights, scale: Float64Array): void {
  const rows = a.coefficients.length / factors.length;
  for (let k = 0; k < factors.length; k++) {
    const factor = factors[k];
    for (let e = k * rows; e < (k + 1) * rows; e++) {
      a.coefficients[e] = factor * a.coefficients[e] + b.coefficients[e];
      a.products[e] = factor * a.products[e] + b.products[e];
    }
    a.intercepts[k] = factor * a.intercepts[k] + scale[k] * b.intercepts[k];
  }
}

/** What weights and intercepts together give the rows. */
export function fillMargins({ products, intercepts }: Weights, result: Float64Array): void {
  const rows = products.length / intercepts.length;
  for (let k = 0; k < intercepts.length; k++) {
    const intercept = intercepts[k];
    for (let e = k * rows; e < (k + 1) * rows; e++) result[e] = products[e] + intercept;
  }
}
