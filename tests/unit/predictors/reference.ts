/** A linear model fitted slowly: weights `[output][column]` and intercepts. */
export interface ReferenceFit {
  weights: number[][];
  intercepts: number[];
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

/** Probabilities of one row: a softmax, or sigmoids. */
export function referencePredict(
  { weights, intercepts }: ReferenceFit,
  row: readonly number[],
  kind: 'classes' | 'rates',
): number[] {
  const margins = weights.map((w, k) => dot(w, row) + intercepts[k]);
  if (kind === 'rates') return margins.map((margin) => 1 / (1 + Math.exp(-margin)));
  const exponentials = margins.map((margin) => Math.exp(margin - Math.max(...margins)));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
}

/**
 * Minimises sum of losses + |w|^2 / 2C over weights and free intercepts by accelerated gradient descent with
 * restarts (O'Donoghue and Candes), until no entry of the gradient is above 1e-10: another way by far than the
 * one under test.
 */
export function referenceFit(
  rows: readonly number[][],
  targets: readonly number[][],
  strength: number,
  kind: 'classes' | 'rates',
): ReferenceFit {
  const columns = rows[0].length;
  const outputs = targets[0].length;
  const size = outputs * (columns + 1);
  const step = 1 / (1 / strength + 0.5 * rows.reduce((sum, row) => sum + dot(row, row) + 1, 0));
  const unpack = (x: Float64Array): ReferenceFit => ({
    weights: Array.from({ length: outputs }, (_, k) =>
      Array.from(x.subarray(k * (columns + 1), k * (columns + 1) + columns)),
    ),
    intercepts: Array.from({ length: outputs }, (_, k) => x[k * (columns + 1) + columns]),
  });
  const gradientAt = (x: Float64Array) => {
    const fit = unpack(x);
    const gradient = x.map((value, e) => (e % (columns + 1) === columns ? 0 : value / strength));
    rows.forEach((row, i) => {
      referencePredict(fit, row, kind).forEach((probability, k) => {
        const error = probability - targets[i][k];
        for (let c = 0; c < columns; c++) gradient[k * (columns + 1) + c] += error * row[c];
        gradient[k * (columns + 1) + columns] += error;
      });
    });
    return gradient;
  };
  let x = new Float64Array(size);
  let ahead = x;
  let momentum = 1;
  for (let round = 0; round < 200_000; round++) {
    const gradient = gradientAt(ahead);
    if (gradient.every((value) => Math.abs(value) < 1e-10)) return unpack(ahead);
    const next = ahead.map((value, e) => value - step * gradient[e]);
    const uphill = gradient.reduce((sum, value, e) => sum + value * (next[e] - x[e]), 0) > 0;
    const grown = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum ** 2)) / 2;
    const weight = uphill ? 0 : (momentum - 1) / grown;
    ahead = next.map((value, e) => value + weight * (value - x[e]));
    x = next;
    momentum = grown;
  }
  throw new Error('the reference did not converge');
}

/** TF-IDF of counts `[row][column]`, in words of the definition: for comparison only. */
export function referenceTfIdf(
  train: readonly number[][],
  rows: readonly number[][],
  block: readonly number[],
): number[][] {
  const documents = block.map((_, c) => train.filter((row) => row[c] > 0).length);
  const idf = documents.map((df) => (df === 0 ? 0 : Math.log((1 + train.length) / (1 + df)) + 1));
  return rows.map((row) => {
    const raw = row.map((count, c) => (count === 0 ? 0 : (1 + Math.log(count)) * idf[c]));
    const lengthOf = (b: number) =>
      Math.sqrt(
        dot(
          raw,
          raw.map((value, c) => (block[c] === b ? value : 0)),
        ),
      );
    const lengths = [lengthOf(0), lengthOf(1)];
    return raw.map((value, c) => (value === 0 ? 0 : value / lengths[block[c]]));
  });
}
