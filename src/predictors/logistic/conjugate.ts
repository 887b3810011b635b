import type { Steps } from '../../core/steps';
import { trace } from './matrix';
import { type Objective, pool } from './objective';
import {
  addScaled,
  fillMargins,
  fillProducts,
  scalarProducts,
  scaleAndAdd,
  type Weights,
  zeroWeights,
} from './vectors';

const mostRounds = 300;

/**
 * The Newton step of each output's problem, by conjugate gradients in the space of the weights: one product with
 * the Gram matrix per round for all of them together. Yields in each.
 *
 * @param probabilities under the current weights
 * @param gradient consumed
 * @param forcing for each output: by which factor the residual is to shrink; at 1 there is no step
 */
export function* newtonStep(
  objective: Objective,
  probabilities: Float64Array,
  gradient: Weights,
  forcing: Float64Array,
): Steps<Weights> {
  const { link, gram, strengths } = objective;
  const outputs = strengths.length;
  const [step, direction, image] = [1, 2, 3].map(() => zeroWeights(gram.height, outputs));
  const margins = new Float64Array(gram.height * outputs);
  const scale = interceptScale(objective, probabilities);
  // What is left of the gradient where the step goes; it points away from the minimum.
  const residual = gradient;
  let sizes = pool(objective, scalarProducts(residual, residual, scale));
  const goals = sizes.map((size, k) => size * forcing[k] ** 2);
  const ratios = new Float64Array(outputs);
  scaleAndAdd(direction, ratios, residual, scale);
  const unfinished = () => Array.from(sizes.keys()).filter((k) => sizes[k] > goals[k]);
  for (
    let round = 0, some = unfinished();
    round < mostRounds && some.length > 0;
    round++, some = unfinished()
  ) {
    fillMargins(direction, margins);
    link.curve(probabilities, margins, gram.height, image.coefficients);
    finishImage(image, direction, strengths);
    yield;
    // The products of what is finished are of no use any more.
    fillProducts(gram, image, some);
    const along = pool(objective, scalarProducts(direction, image));
    for (let k = 0; k < outputs; k++) {
      // No curvature is left but that of rounding: there is no more to be had.
      if (!(along[k] > 0)) goals[k] = Infinity;
      along[k] = sizes[k] > goals[k] ? -sizes[k] / along[k] : 0;
    }
    addScaled(step, along, direction);
    addScaled(residual, along, image);
    const next = pool(objective, scalarProducts(residual, residual, scale));
    for (let k = 0; k < outputs; k++) ratios[k] = sizes[k] > 0 ? next[k] / sizes[k] : 0;
    scaleAndAdd(direction, ratios, residual, scale);
    sizes = next;
  }
  return step;
}

/** Adds to the image of a direction under the loss's second derivative what intercepts and the penalty give. */
function finishImage(image: Weights, direction: Weights, strengths: Float64Array): void {
  const rows = image.coefficients.length / strengths.length;
  for (let k = 0; k < strengths.length; k++) {
    const penalty = 1 / strengths[k];
    let sum = 0;
    for (let e = k * rows; e < (k + 1) * rows; e++) {
      sum += image.coefficients[e];
      image.coefficients[e] += penalty * direction.coefficients[e];
    }
    image.intercepts[k] = sum;
  }
}

/**
 * How much less curved an objective is along its weights than along its intercept, about: without that scale
 * intercepts, which feel every row, would slow all down.
 */
function interceptScale(objective: Objective, probabilities: Float64Array): Float64Array {
  const { gram, strengths, link } = objective;
  const curvatures = strengths.map((_, k) => {
    let sum = 0;
    for (let e = k * gram.height; e < (k + 1) * gram.height; e++)
      sum += probabilities[e] * (1 - probabilities[e]);
    return sum;
  });
  const problemOutputs = link.coupled ? strengths.length : 1;
  const alongWeights = trace(gram) / gram.height ** 2;
  return pool(objective, curvatures).map((total, k) => {
    const curvature = total / problemOutputs;
    return curvature > 0 ? 1 / (strengths[k] * curvature) + alongWeights : 1;
  });
}
