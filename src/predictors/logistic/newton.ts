import { atOnce, type Steps } from '../../core/steps';
import { newtonStep } from './conjugate';
import { type Objective, pool } from './objective';
import {
  addScaled,
  copyWeights,
  fillMargins,
  fillProducts,
  scalarProducts,
  type Weights,
  zeroWeights,
} from './vectors';

const mostSteps = 200;

/** Where an objective is least, as nearly as was asked for, and what is left of its gradient there. */
export interface Solution {
  weights: Weights;
  gradient: Weights;
  strengths: Float64Array;
}

export interface MinimiseOptions {
  /**
   * Stop where C |gradient| is at most this: the objective being 1/C-strongly convex in the weights, they are
   * then no farther than this from the minimum.
   */
  tolerance: number;
  /** The solution at other strengths, to start from; else from zero. */
  start?: Solution;
}

/**
 * Newton's method with steps by conjugate gradients, shortened where they are long.
 *
 * @throws Error where 200 steps don't reach the tolerance
 */
export function minimise(...given: Parameters<typeof minimising>): Solution {
  return atOnce(minimising(...given));
}

/** `minimise`, piece by piece. */
export function* minimising(objective: Objective, { tolerance, start }: MinimiseOptions): Steps<Solution> {
  const { link, gram, targets, strengths } = objective;
  const weights = start ? copyWeights(start.weights) : zeroWeights(gram.height, strengths.length);
  const probabilities = new Float64Array(targets.length);
  fillProbabilities(objective, weights, probabilities);
  const gradient = start ? gradientElsewhere(start, strengths) : zeroWeights(gram.height, strengths.length);
  if (!start) fillGradient(objective, weights, probabilities, gradient);
  let first: Float64Array | undefined;
  for (let step = 0; step < mostSteps; step++) {
    const sizes = pool(objective, scalarProducts(gradient, gradient)).map((square) =>
      Math.sqrt(Math.max(square, 0)),
    );
    const noise = gradientNoise(objective, gradient);
    const goals = strengths.map((strength, k) => Math.max(tolerance / strength, noise[k]));
    if (sizes.every((size, k) => size <= goals[k])) return { weights, gradient, strengths };
    first ??= sizes;
    const forcing = sizes.map((size, k) => forcingTerm(size, first![k], goals[k]));
    const direction = yield* newtonStep(objective, probabilities, gradient, forcing);
    // There is none only where what is left is rounding.
    if (!direction.coefficients.some(Boolean)) return { weights, gradient, strengths };
    fillMargins(direction, probabilities);
    addScaled(weights, link.largestChange(probabilities, gram.height).map(safeLength), direction);
    fillProbabilities(objective, weights, probabilities);
    fillGradient(objective, weights, probabilities, gradient);
  }
  throw new Error(`logistic regression did not converge in ${mostSteps} steps`);
}

/** How exact a Newton step has to be: more and more, but no more than the goal asks for. At 1 none is needed. */
function forcingTerm(size: number, first: number, goal: number): number {
  return size <= goal ? 1 : Math.max(Math.min(0.1, size / first), (0.3 * goal) / size);
}

/**
 * What rounding alone makes of the size of a gradient X's: only s and s'XX's are known, and where rows are not
 * independent (the same text twice), s needn't vanish where X's does.
 */
function gradientNoise(objective: Objective, { coefficients }: Weights): Float64Array {
  const { gram, strengths } = objective;
  const squares = strengths.map((_, k) => {
    let sum = 0;
    for (let e = k * gram.height; e < (k + 1) * gram.height; e++) sum += coefficients[e] ** 2;
    return sum;
  });
  // Products of rows were about 1 before their mean was taken from them: that is what was rounded.
  const scale = 2 * Number.EPSILON * gram.height;
  return pool(objective, squares).map((square) => Math.sqrt(scale * square));
}

/**
 * How much of a Newton step to take so that the objective falls for sure, without looking at it. Where a step
 * changes log-odds by c at most, the part t of it changes the objective by at most D (-t + (e^tc - 1 - tc) / c^2),
 * D being the step's squared length in the Hessian (F. Bach, Self-concordant analysis for logistic regression,
 * 2010, proposition 1). The whole step is good enough up to c = 1; beyond, this is where the bound is least.
 */
function safeLength(change: number): number {
  return change <= 1 ? 1 : Math.log1p(change) / change;
}

function fillProbabilities({ link, gram }: Objective, weights: Weights, probabilities: Float64Array): void {
  fillMargins(weights, probabilities);
  link.probabilities(probabilities, gram.height, probabilities);
}

/** The gradient: in the weights X'(p - y + a / C), in the intercepts the sums of p - y. */
function fillGradient(
  { gram, targets, strengths }: Objective,
  weights: Weights,
  probabilities: Float64Array,
  gradient: Weights,
): void {
  for (let k = 0; k < strengths.length; k++) {
    const penalty = 1 / strengths[k];
    let sum = 0;
    for (let e = k * gram.height; e < (k + 1) * gram.height; e++) {
      const error = probabilities[e] - targets[e];
      sum += error;
      gradient.coefficients[e] = error + penalty * weights.coefficients[e];
    }
    gradient.intercepts[k] = sum;
  }
  fillProducts(gram, gradient);
}

/** The gradient where a solution is, at other strengths: only the penalty's part a / C of it is another. */
function gradientElsewhere({ weights, gradient, strengths }: Solution, others: Float64Array): Weights {
  const result = copyWeights(gradient);
  const penaltyChange = others.map((strength, k) => 1 / strength - 1 / strengths[k]);
  addScaled(result, penaltyChange, { ...weights, intercepts: new Float64Array(strengths.length) });
  return result;
}
