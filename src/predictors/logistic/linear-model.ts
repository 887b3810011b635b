import type { WeightedRow } from './tfidf';
import type { Weights } from './vectors';

/** One output's margin as a function of a weighted row x: intercept + coefficients * x. */
export interface LinearModel {
  intercept: number;
  /** One per column. */
  coefficients: Float64Array;
}

/**
 * The linear model of each output that weights in the span of centred rows are: w = X'a with the mean row taken
 * from each row of X, which the intercept makes up for.
 *
 * @param rows all rows of the centred Gram matrix
 * @param members which of them the weights have coefficients for
 */
export function linearModels(
  rows: readonly WeightedRow[],
  members: readonly number[],
  weights: Weights,
  columnCount: number,
): LinearModel[] {
  return Array.from(weights.intercepts, (centredIntercept, k) => {
    const shares = new Float64Array(rows.length);
    members.forEach((row, i) => (shares[row] = weights.coefficients[k * members.length + i]));
    const mean = shares.reduce((sum, share) => sum + share, 0) / rows.length;
    const model = { intercept: 0, coefficients: new Float64Array(columnCount) };
    rows.forEach(({ columns, values }, i) => {
      const share = shares[i] - mean;
      for (let e = 0; e < columns.length; e++) model.coefficients[columns[e]] += share * values[e];
    });
    const atMean = rows.reduce((sum, row) => sum + marginOf(model, row), 0) / rows.length;
    model.intercept = centredIntercept - atMean;
    return model;
  });
}

/** What a linear model gives a row. */
export function marginOf({ intercept, coefficients }: LinearModel, { columns, values }: WeightedRow): number {
  let sum = intercept;
  for (let e = 0; e < columns.length; e++) sum += coefficients[columns[e]] * values[e];
  return sum;
}
