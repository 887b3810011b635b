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
/** Newton's method squares what is left: after a step as small as this there is nothing. */
const smallStep = 1e-6;

export const sigmoid = (margin: number) => 1 / (1 + Math.exp(-margin));
export const logit = (share: number) => Math.log(share / (1 - share));

/**
 * Weighted logistic regression by Newton's method, for few columns. Steps that change log-odds by more than 1 are
 * shortened, as in `minimise` of ../logistic/newton.
 *
 * @param start where to begin, such as the fit at another strength
 * @throws Error where 50 steps don't suffice
 */
export function fitRidge(problem: RidgeProblem, start?: RidgeFit): RidgeFit {
  const { width, strength, prior } = problem;
  const size = width + 1;
  const parameters = new Float64Array(size);
  parameters[0] = start ? start.intercept : interceptOf(problem);
  if (start) parameters.set(start.slopes, 1);
  const counting = countingRows(problem);
  const { rows } = counting;
  const margins = new Float64Array(counting.weights.length);
  const changes = new Float64Array(margins.length);
  times(rows, parameters, margins);
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, hessian } = derivatives(counting, margins, { prior, size, intercept: parameters[0] });
    for (let k = 1; k < size; k++) {
      gradient[k] += parameters[k] / strength;
      hessian[k * size + k] += 1 / strength;
    }
    const direction = solve(hessian, gradient);
    times(rows, direction, changes);
    let change = Math.abs(direction[0]);
    for (let i = 0; i < changes.length; i++) change = Math.max(change, Math.abs(changes[i]));
    const length = change <= 1 ? 1 : Math.log1p(change) / change;
    for (let k = 0; k < size; k++) parameters[k] -= length * direction[k];
    if (change < smallStep) return { intercept: parameters[0], slopes: parameters.slice(1) };
    for (let i = 0; i < margins.length; i++) margins[i] -= length * changes[i];
  }
  throw new Error(`a small logistic regression did not converge in ${mostSteps} steps`);
}

/**
 * The intercept alone, given what the slopes make of each row.
 *
 * @param odds of each row against, the intercept left out: exp(-margin); evens where they aren't given
 * @param start where to begin
 */
export function interceptOf(
  { target, weights, prior }: Pick<RidgeProblem, 'target' | 'weights' | 'prior'>,
  odds?: Float64Array,
  start?: number,
): number {
  let total = 1;
  let sum = prior;
  for (let i = 0; i < target.length; i++) {
    total += weights[i];
    sum += weights[i] * target[i];
  }
  const plain = logit(Math.min(Math.max(sum / total, 1e-6), 1 - 1e-6));
  if (!odds) return plain;
  let intercept = start ?? plain;
  for (let step = 0; step < mostSteps; step++) {
    const against = Math.exp(-intercept);
    let expected = 1 / (1 + against);
    let slope = expected * (1 - expected);
    for (let i = 0; i < target.length; i++) {
      const probability = 1 / (1 + against * odds[i]);
      const share = weights[i] * probability;
      expected += share;
      slope += share * (1 - probability);
    }
    const change = (sum - expected) / Math.max(slope, 1e-12);
    const size = Math.abs(change);
    intercept += size <= 1 ? change : Math.sign(change) * Math.log1p(size);
    if (size < smallStep) break;
  }
  return Math.min(Math.max(intercept, -14), 14);
}

/** The rows that count, each with a 1 before its columns. */
interface Counting {
  rows: Float64Array;
  target: Float64Array;
  weights: Float64Array;
}

function countingRows({ rows, width, target, weights }: RidgeProblem): Counting {
  const size = width + 1;
  const count = weights.reduce((n, weight) => n + Number(weight !== 0), 0);
  const counting = {
    rows: new Float64Array(count * size).fill(1),
    target: new Float64Array(count),
    weights: new Float64Array(count),
  };
  for (let i = 0, to = 0; i < target.length; i++) {
    if (weights[i] === 0) continue;
    for (let k = 0; k < width; k++) counting.rows[to * size + 1 + k] = rows[i * width + k];
    counting.target[to] = target[i];
    counting.weights[to++] = weights[i];
  }
  return counting;
}

/** result = rows * vector. */
function times(rows: Float64Array, vector: Float64Array, result: Float64Array): void {
  const size = vector.length;
  for (let i = 0, at = 0; i < result.length; i++, at += size) {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += rows[at + k] * vector[k];
    result[i] = sum;
  }
}

function derivatives(
  { rows, target, weights }: Counting,
  margins: Float64Array,
  origin: { prior: number; intercept: number; size: number },
) {
  const { size } = origin;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const atOrigin = sigmoid(origin.intercept);
  gradient[0] = atOrigin - origin.prior;
  hessian[0] = atOrigin * (1 - atOrigin);
  for (let i = 0, at = 0; i < margins.length; i++, at += size) {
    const probability = sigmoid(margins[i]);
    const error = weights[i] * (probability - target[i]);
    const curvature = weights[i] * probability * (1 - probability);
    for (let a = 0; a < size; a++) {
      const value = rows[at + a];
      const curved = curvature * value;
      gradient[a] += error * value;
      for (let b = 0; b <= a; b++) hessian[a * size + b] += curved * rows[at + b];
    }
  }
  return { gradient, hessian };
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
