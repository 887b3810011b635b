/**
 * The proportional-odds model (McCullagh 1980): P(class <= j) = F(threshold j - margin), F the logistic function.
 * A row of class y has the probability F(u) - F(l) between an upper end u and a lower one l; below the first class
 * l = -Infinity, above the last u = Infinity.
 */

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/** Derivatives of the minus log-likelihood of rows, as Newton’s method wants them. */
export interface Slopes {
  classes: Int32Array;
  /** By each row's margin: first and second derivative. */
  margin: Float64Array;
  curvature: Float64Array;
  /** Mixed second derivatives: by a row's margin and its upper, its lower threshold; 0 where there is none. */
  upper: Float64Array;
  lower: Float64Array;
  /** By the thresholds: gradient, diagonal of the Hessian, and what stands beside it (j and j + 1). */
  threshold: Float64Array;
  diagonal: Float64Array;
  beside: Float64Array;
}

/** Probabilities of all classes at one margin. */
export function classProbabilities(thresholds: ArrayLike<number>, margin: number): number[] {
  return Array.from({ length: thresholds.length + 1 }, (_, y) => Math.exp(-surprise(thresholds, margin, y)));
}

/**
 * Minus the logarithm of a class's probability. F(u) - F(l) = F(u) F(-l) (1 - exp(-(u - l))), which loses no digits
 * where both ends are far out on the same side.
 */
export function surprise(thresholds: ArrayLike<number>, margin: number, y: number): number {
  const [upper, lower] = [thresholds[y], thresholds[y - 1]];
  let sum = 0;
  if (upper !== undefined) sum += softplus(margin - upper);
  if (lower !== undefined) sum += softplus(lower - margin);
  if (upper !== undefined && lower !== undefined) sum -= Math.log(-Math.expm1(lower - upper));
  return sum;
}

/** Minus log-likelihood alone; Infinity where thresholds don't ascend. */
export function lossOf(thresholds: Float64Array, margins: Float64Array, classes: Int32Array): number {
  for (let j = 1; j < thresholds.length; j++) if (!(thresholds[j] > thresholds[j - 1])) return Infinity;
  let sum = 0;
  for (let i = 0; i < margins.length; i++) sum += surprise(thresholds, margins[i], classes[i]);
  return sum;
}

export function slopesAt(thresholds: Float64Array, margins: Float64Array, classes: Int32Array): Slopes {
  const [n, J] = [margins.length, thresholds.length];
  const [margin, curvature, upper, lower] = [0, 1, 2, 3].map(() => new Float64Array(n));
  const [threshold, diagonal, beside] = [J, J, Math.max(0, J - 1)].map((length) => new Float64Array(length));
  for (let i = 0; i < n; i++) {
    const y = classes[i];
    if (y < J) {
      const below = sigmoid(margins[i] - thresholds[y]);
      const slope = below * (1 - below);
      margin[i] += below;
      curvature[i] += slope;
      upper[i] = -slope;
      threshold[y] -= below;
      diagonal[y] += slope;
    }
    if (y > 0) {
      const above = sigmoid(thresholds[y - 1] - margins[i]);
      const slope = above * (1 - above);
      margin[i] -= above;
      curvature[i] += slope;
      lower[i] = -slope;
      threshold[y - 1] += above;
      diagonal[y - 1] += slope;
    }
    if (y > 0 && y < J) {
      const gap = thresholds[y] - thresholds[y - 1];
      const push = 1 / Math.expm1(gap);
      const bend = 1 / (4 * Math.sinh(gap / 2) ** 2);
      threshold[y] -= push;
      threshold[y - 1] += push;
      diagonal[y] += bend;
      diagonal[y - 1] += bend;
      beside[y - 1] -= bend;
    }
  }
  return {
    classes,
    margin,
    curvature,
    upper,
    lower,
    threshold,
    diagonal,
    beside,
  };
}
