/**
 * How margins become probabilities. Arrays hold the rows' entries of one output after those of the other. A
 * softmax couples all outputs; sigmoids stand each for itself.
 */
export interface Link {
  /** Are all outputs one problem? Else each is one. */
  coupled: boolean;
  /** Fills in the probabilities of all outputs; `result` may be `margins`. */
  probabilities(margins: Float64Array, rows: number, result: Float64Array): void;
  /** result = (second derivative of the loss) * direction, both as margins. */
  curve(probabilities: Float64Array, direction: Float64Array, rows: number, result: Float64Array): void;
  /**
   * For each output's problem, the most that log-odds between two outcomes of a row change along a direction of
   * margins: it bounds the loss's third derivative along that direction by so many times its second.
   */
  largestChange(direction: Float64Array, rows: number): Float64Array;
}

/** Classes that exclude each other; a row's targets sum to 1. */
export const softmax: Link = {
  coupled: true,
  probabilities(margins, rows, result) {
    for (let i = 0; i < rows; i++) {
      let most = -Infinity;
      for (let e = i; e < margins.length; e += rows) most = Math.max(most, margins[e]);
      let sum = 0;
      for (let e = i; e < margins.length; e += rows) sum += result[e] = Math.exp(margins[e] - most);
      for (let e = i; e < margins.length; e += rows) result[e] /= sum;
    }
  },
  curve(probabilities, direction, rows, result) {
    for (let i = 0; i < rows; i++) {
      let mean = 0;
      for (let e = i; e < direction.length; e += rows) mean += probabilities[e] * direction[e];
      for (let e = i; e < direction.length; e += rows) result[e] = probabilities[e] * (direction[e] - mean);
    }
  },
  largestChange(direction, rows) {
    let widest = 0;
    for (let i = 0; i < rows; i++) {
      let [least, most] = [Infinity, -Infinity];
      for (let e = i; e < direction.length; e += rows) {
        least = Math.min(least, direction[e]);
        most = Math.max(most, direction[e]);
      }
      widest = Math.max(widest, most - least);
    }
    return new Float64Array(direction.length / rows).fill(widest);
  },
};

/** Rates, each for itself; targets are shares in [0, 1]. */
export const sigmoids: Link = {
  coupled: false,
  probabilities(margins, _rows, result) {
    for (let e = 0; e < margins.length; e++) result[e] = 1 / (1 + Math.exp(-margins[e]));
  },
  curve(probabilities, direction, _rows, result) {
    for (let e = 0; e < direction.length; e++) {
      result[e] = probabilities[e] * (1 - probabilities[e]) * direction[e];
    }
  },
  largestChange(direction, rows) {
    const result = new Float64Array(direction.length / rows);
    for (let k = 0; k < result.length; k++) {
      for (let e = k * rows; e < (k + 1) * rows; e++) result[k] = Math.max(result[k], Math.abs(direction[e]));
    }
    return result;
  },
};
