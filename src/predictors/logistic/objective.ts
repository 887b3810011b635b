import type { Link } from './links';
import type { PackedMatrix } from './matrix';

/**
 * What is minimised over weights w and intercepts b: the sum over rows of the loss of the margins Xw + b, plus
 * |w|^2 / (2C), as in scikit-learn's LogisticRegression. By the representer theorem w = X'a with one coefficient
 * a per row, so that of X only the Gram matrix XX' is needed. Where the link doesn't couple outputs, each is a
 * problem of its own, with its own C.
 */
export interface Objective {
  link: Link;
  /** XX'. */
  gram: PackedMatrix;
  /** The rows' targets for one output after those for the other. */
  targets: Float64Array;
  /** C of each output; of coupled outputs all the same. */
  strengths: Float64Array;
}

/** Gives each output the sum over its problem: over all outputs where they are coupled, else itself. */
export function pool({ link }: Objective, values: Float64Array): Float64Array {
  return link.coupled ? values.fill(values.reduce((sum, value) => sum + value, 0)) : values;
}
