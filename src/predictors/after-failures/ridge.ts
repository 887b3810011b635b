/** A logistic regression on a handful of columns. */
export interface RidgeFit {
  intercept: number;
  slopes: Float64Array;
}

export interface RidgeProblem {
  /** Row i has its `width` columns at i * width. */
  rows: Float64Array;
  width: number;
  /** Shares in [0, 1], and how much each row counts. */
  target: Float64Array;
  weights: Float64Array;
  /** One more row at the origin, of weight 1: it keeps the intercept finite where all targets are the same. */
  prior: number;
  /** C: the slopes b are penalised by |b|^2 / (2 C). */
  strength: number;
}

const mostSteps = 50;
const tolerance = 1e-8;

export const sigmoid = (margin: number) => 1 / (1 + Math.exp(-margin));
export const logit = (share: number) => Math.log(share / (1 - share));

/**
 * Weighted logistic regression by Newton's method, for few columns. Steps that change log-odds by more than 1 are
 * shortened, as in `minimise` of ../logistic/newton.
 *
 * @throws Error where 50 steps don't suffice
 */
export function fitRidge(problem: RidgeProblem): RidgeFit {
  const { width, strength } = problem;
  const parameters = new Float64Array(width + 1);
  parameters[0] = interceptOf(problem, new Float64Array(problem.target.length));
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, hessian } = derivatives(problem, parameters);
    for (let k = 1; k <= width; k++) {
      gradient[k] += parameters[k] / strength;
      hessian[k * (width + 1) + k] += 1 / strength;
    }
    const direction = solve(hessian, gradient);
    const change = largestMargin(problem, direction);
    const length = change <= 1 ? 1 : Math.log1p(change) / change;
    for (let k = 0; k <= width; k++) parameters[k] -= length * direction[k];
    if (change < tolerance) return { intercept: parameters[0], slopes: parameters.slice(1) };
  }
  throw new Error(`a small logistic regression did not converge in ${mostSteps} steps`);
}

/**
 * The intercept alone, given what the slopes make of each row.
 *
 * @param offsets margins without an intercept, one per row
 * @param start where to begin
 */
export function interceptOf(
  { target, weights, prior }: Pick<RidgeProblem, 'target' | 'weights' | 'prior'>,
  offsets: Float64Array,
  start?: number,
): number {
  let total = 1;
  let sum = prior;
  let moved = false;
  for (let i = 0; i < target.length; i++) {
    total += weights[i];
    sum += weights[i] * target[i];
    moved ||= offsets[i] !== 0;
  }
  const plain = logit(Math.min(Math.max(sum / total, 1e-6), 1 - 1e-6));
  if (!moved) return plain;
  let intercept = start ?? plain;
  for (let step = 0; step < mostSteps; step++) {
    let expected = sigmoid(intercept);
    let slope = expected * (1 - expected);
    for (let i = 0; i < target.length; i++) {
      if (weights[i] === 0) continue;
      const probability = sigmoid(intercept + offsets[i]);
      expected += weights[i] * probability;
      slope += weights[i] * probability * (1 - probability);
    }
    const change = (sum - expected) / Math.max(slope, 1e-12);
    const size = Math.abs(change);
    intercept += size <= 1 ? change : Math.sign(change) * Math.log1p(size);
    if (size < 1e-6) break;
  }
  return Math.min(Math.max(intercept, -14), 14);
}

function derivatives({ rows, width, target, weights, prior }: RidgeProblem, parameters: Float64Array) {
  const size = width + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const atOrigin = sigmoid(parameters[0]);
  gradient[0] = atOrigin - prior;
  hessian[0] = atOrigin * (1 - atOrigin);
  const row = new Float64Array(size).fill(1);
  for (let i = 0; i < target.length; i++) {
    if (weights[i] === 0) continue;
    let margin = parameters[0];
    for (let k = 0; k < width; k++) {
      row[k + 1] = rows[i * width + k];
      margin += parameters[k + 1] * row[k + 1];
    }
    const probability = sigmoid(margin);
    const error = weights[i] * (probability - target[i]);
    const curvature = weights[i] * probability * (1 - probability);
    for (let a = 0; a < size; a++) {
      gradient[a] += error * row[a];
      for (let b = 0; b <= a; b++) hessian[a * size + b] += curvature * row[a] * row[b];
    }
  }
  return { gradient, hessian };
}

function largestMargin({ rows, width, target, weights }: RidgeProblem, direction: Float64Array): number {
  let largest = Math.abs(direction[0]);
  for (let i = 0; i < target.length; i++) {
    if (weights[i] === 0) continue;
    let margin = direction[0];
    for (let k = 0; k < width; k++) margin += direction[k + 1] * rows[i * width + k];
    largest = Math.max(largest, Math.abs(margin));
  }
  return largest;
}

/** Solves A x = b for a positive definite A, of which the lower triangle is given and overwritten (Cholesky). */
function solve(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * n + j];
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j * n + j];
    }
    for (let k = 0; k < i; k++) x[i] -= lower[i * n + k] * x[k];
    x[i] /= lower[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= lower[k * n + i] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}
