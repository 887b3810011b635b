import { multiply } from '../logistic/multiply';
import type { PackedMatrix } from '../logistic/matrix';
import { lossOf, type Slopes, slopesAt } from './likelihood';
import { solveTridiagonal } from './tridiagonal';

/**
 * A fit: weights w = X'a stand as one coefficient a per row of X, with what they give the rows (their margins), and
 * the thresholds between the classes.
 */
export interface OrdinalFit {
  coefficients: Float64Array;
  margins: Float64Array;
  thresholds: Float64Array;
}

export interface OrdinalProblem {
  gram: PackedMatrix;
  /** 0 .. J of each row, each occurring. */
  classes: Int32Array;
}

const mostSteps = 100;
const mostRounds = 300;

/** No weights, and thresholds at the classes' frequencies. */
export function startingFit({ classes }: OrdinalProblem): OrdinalFit {
  const counts = new Float64Array(Math.max(...classes) + 1);
  for (const y of classes) counts[y]++;
  let below = 0;
  const thresholds = Float64Array.from({ length: counts.length - 1 }, (_, j) => {
    below += counts[j];
    return Math.log(below / (classes.length - below));
  });
  return {
    coefficients: new Float64Array(classes.length),
    margins: new Float64Array(classes.length),
    thresholds,
  };
}

/**
 * Minimises minus log-likelihood + |w|^2 / 2C over weights and thresholds, by Newton's method: thresholds are
 * eliminated from each step, the rest is found by conjugate gradients in the space of the weights. The problem is
 * convex (Pratt 1981), so that halving a step is all that it needs.
 *
 * @param strength C
 * @param tolerance stop where the objective is about this close to its least, in nats over all rows
 * @throws Error where 100 steps don't get there
 */
export function fitOrdinal(
  problem: OrdinalProblem,
  strength: number,
  tolerance: number,
  start = startingFit(problem),
): OrdinalFit {
  const { gram, classes } = problem;
  let fit = start;
  let objective = objectiveAt(fit, classes, strength);
  for (let step = 0; step < mostSteps; step++) {
    const slopes = slopesAt(fit.thresholds, fit.margins, classes);
    const direction = newtonDirection(gram, fit, slopes, strength);
    if (direction.decrement < 2 * tolerance) return fit;
    let length = 1;
    for (;;) {
      const next = moved(fit, direction, length);
      const value = objectiveAt(next, classes, strength);
      if (value < objective - 1e-4 * length * direction.decrement) {
        fit = next;
        objective = value;
        break;
      }
      length /= 2;
      // What is left is rounding.
      if (length < 1e-9) return fit;
    }
  }
  throw new Error(`ordinal regression did not converge in ${mostSteps} steps`);
}

function objectiveAt({ coefficients, margins, thresholds }: OrdinalFit, classes: Int32Array, C: number) {
  return lossOf(thresholds, margins, classes) + dot(coefficients, margins) / (2 * C);
}

interface Direction extends OrdinalFit {
  /** How much the objective falls along it at first. */
  decrement: number;
}

function newtonDirection(gram: PackedMatrix, fit: OrdinalFit, slopes: Slopes, strength: number): Direction {
  const n = fit.margins.length;
  const eliminated = solveTridiagonal(slopes.diagonal, slopes.beside, slopes.threshold);
  const shift = new Float64Array(n);
  addByThreshold(shift, slopes, fit.thresholds.length, eliminated);
  // Minus the gradient, in coefficients, of the objective with its thresholds at their best.
  const residual = shift.map((value, i) => value - slopes.margin[i] - fit.coefficients[i] / strength);
  const [step, stepMargins, image, products] = [0, 1, 2, 3].map(() => new Float64Array(n));
  multiply(gram, residual, 1, products);
  const direction = residual.slice();
  const directionMargins = products.slice();
  let size = dot(residual, products);
  const goal = size * Math.min(0.01, Math.max(size, 1e-12));
  for (let round = 0; round < mostRounds && size > goal; round++) {
    curve(slopes, fit.thresholds.length, directionMargins, image);
    for (let i = 0; i < n; i++) image[i] += direction[i] / strength;
    const along = size / dot(image, directionMargins);
    if (!(along > 0 && Number.isFinite(along))) break;
    for (let i = 0; i < n; i++) {
      step[i] += along * direction[i];
      stepMargins[i] += along * directionMargins[i];
      residual[i] -= along * image[i];
    }
    multiply(gram, residual, 1, products);
    const next = dot(residual, products);
    for (let i = 0; i < n; i++) {
      direction[i] = residual[i] + (next / size) * direction[i];
      directionMargins[i] = products[i] + (next / size) * directionMargins[i];
    }
    size = next;
  }
  const right = slopes.threshold.slice();
  addToThresholds(right, slopes, stepMargins);
  const thresholds = solveTridiagonal(slopes.diagonal, slopes.beside, right).map((value) => -value);
  const slope =
    dot(slopes.margin, stepMargins) +
    dot(fit.coefficients, stepMargins) / strength +
    dot(slopes.threshold, thresholds);
  return { coefficients: step, margins: stepMargins, thresholds, decrement: -slope };
}

/** result = the second derivative by margins, thresholds following at their best, times a direction of margins. */
function curve(slopes: Slopes, J: number, direction: Float64Array, result: Float64Array): void {
  const pulls = new Float64Array(J);
  addToThresholds(pulls, slopes, direction);
  const following = solveTridiagonal(slopes.diagonal, slopes.beside, pulls).map((value) => -value);
  for (let i = 0; i < result.length; i++) result[i] = slopes.curvature[i] * direction[i];
  addByThreshold(result, slopes, J, following);
}

/** result += U' direction, U being the mixed derivatives by margins and thresholds. */
function addToThresholds(result: Float64Array, slopes: Slopes, direction: Float64Array): void {
  const { classes, upper, lower } = slopes;
  for (let i = 0; i < direction.length; i++) {
    const y = classes[i];
    if (y < result.length) result[y] += upper[i] * direction[i];
    if (y > 0) result[y - 1] += lower[i] * direction[i];
  }
}

/** result += U values. */
function addByThreshold(result: Float64Array, slopes: Slopes, J: number, values: Float64Array): void {
  const { classes, upper, lower } = slopes;
  for (let i = 0; i < result.length; i++) {
    const y = classes[i];
    if (y < J) result[i] += upper[i] * values[y];
    if (y > 0) result[i] += lower[i] * values[y - 1];
  }
}

function moved(fit: OrdinalFit, direction: OrdinalFit, length: number): OrdinalFit {
  const along = (at: Float64Array, by: Float64Array) => at.map((value, i) => value + length * by[i]);
  return {
    coefficients: along(fit.coefficients, direction.coefficients),
    margins: along(fit.margins, direction.margins),
    thresholds: along(fit.thresholds, direction.thresholds),
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
