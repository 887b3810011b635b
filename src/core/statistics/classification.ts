/** confusion[truth][predicted], as counts or weights. */
export type Confusion = Float64Array[];

/** An empty confusion matrix of c classes. */
export function emptyConfusion(classes: number): Confusion {
  return Array.from({ length: classes }, () => new Float64Array(classes));
}

/**
 * The mean of the classes' F1 scores, over classes that occur as truth or as prediction. A class that is never
 * predicted rightly scores 0.
 */
export function macroF1(confusion: Confusion): number {
  let sum = 0;
  let occurring = 0;
  for (let c = 0; c < confusion.length; c++) {
    let truth = 0;
    let predicted = 0;
    for (let other = 0; other < confusion.length; other++) {
      truth += confusion[c][other];
      predicted += confusion[other][c];
    }
    if (truth + predicted === 0) continue;
    occurring++;
    sum += (2 * confusion[c][c]) / (truth + predicted);
  }
  return occurring ? sum / occurring : NaN;
}

/** Brier's score over all classes (1950): the squared distance of the distribution from the truth, 0 to 2. */
export function brier(probabilities: ArrayLike<number>, truth: number): number {
  let sum = 0;
  for (let c = 0; c < probabilities.length; c++) sum += (probabilities[c] - (c === truth ? 1 : 0)) ** 2;
  return sum;
}

/** Minus the natural logarithm of the probability given to the truth, which is taken to be at least 1e-15. */
export function logLoss(probabilities: ArrayLike<number>, truth: number): number {
  return -Math.log(Math.max(probabilities[truth], 1e-15));
}
