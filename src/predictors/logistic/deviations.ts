import type { Columns } from '../features/columns';
import { termFrequency } from './tfidf';

/**
 * Columns as the value that is usual in them and where rows deviate from it. Most texts have the same count of
 * what is common ("function", "to"), so that there are few deviations where there would be many entries, and the
 * work of multiplying rows goes with the square of that.
 */
export interface Deviations {
  /** Column c deviates in `rows[k]`, ascending, by `values[k]`, for k in starts[c] .. starts[c + 1]. */
  starts: Int32Array;
  rows: Int32Array;
  values: Float64Array;
  /** Scalar product of the row of usual values with itself, and with each row's deviations. */
  usual: number;
  usualProducts: Float64Array;
}

/**
 * @param rowCount number of rows
 * @param weights what a term frequency of 1 weighs in each column
 * @param has which columns to look at; the others have no deviations
 */
export function deviationsOf(
  columns: Columns,
  rowCount: number,
  weights: Float64Array,
  has: (column: number) => boolean,
): Deviations {
  const usualCounts = new Uint8Array(weights.length);
  const starts = new Int32Array(weights.length + 1);
  const frequencies = new Int32Array(256);
  for (let c = 0; c < weights.length; c++) {
    let deviating = 0;
    if (has(c) && columns.starts[c] < columns.starts[c + 1]) {
      usualCounts[c] = usualCount(columns, c, rowCount, frequencies);
      deviating = deviatingRows(columns, c, rowCount, usualCounts[c]);
    }
    starts[c + 1] = starts[c] + deviating;
  }
  const result = {
    starts,
    rows: new Int32Array(starts[weights.length]),
    values: new Float64Array(starts[weights.length]),
    usual: 0,
    usualProducts: new Float64Array(rowCount),
  };
  for (let c = 0; c < weights.length; c++) {
    if (starts[c] < starts[c + 1] || usualCounts[c] > 0) fill(result, columns, c, weights[c], usualCounts[c]);
  }
  return result;
}

/** The count that most rows have in a column, 0 included. `frequencies` is scratch, all zero. */
function usualCount(
  { starts, counts }: Columns,
  c: number,
  rowCount: number,
  frequencies: Int32Array,
): number {
  const present = starts[c + 1] - starts[c];
  if (2 * present <= rowCount) return 0;
  for (let k = starts[c]; k < starts[c + 1]; k++) frequencies[counts[k]]++;
  let [usual, most] = [0, rowCount - present];
  for (let count = 1; count < 256; count++) {
    if (frequencies[count] > most) [usual, most] = [count, frequencies[count]];
  }
  frequencies.fill(0);
  return usual;
}

function deviatingRows({ starts, counts }: Columns, c: number, rowCount: number, usual: number): number {
  if (usual === 0) return starts[c + 1] - starts[c];
  let same = 0;
  for (let k = starts[c]; k < starts[c + 1]; k++) if (counts[k] === usual) same++;
  return rowCount - same;
}

function fill(result: Deviations, columns: Columns, c: number, weight: number, usualCount: number): void {
  const { starts, rows, values, usualProducts } = result;
  const usual = weight * termFrequency[usualCount];
  let at = starts[c];
  const put = (row: number, count: number) => {
    const value = weight * termFrequency[count] - usual;
    rows[at] = row;
    values[at++] = value;
    usualProducts[row] += usual * value;
  };
  result.usual += usual * usual;
  let row = 0;
  for (let k = columns.starts[c]; k < columns.starts[c + 1]; k++, row++) {
    if (usualCount > 0) for (; row < columns.rows[k]; row++) put(row, 0);
    row = columns.rows[k];
    if (columns.counts[k] !== usualCount) put(row, columns.counts[k]);
  }
  if (usualCount > 0) for (; row < usualProducts.length; row++) put(row, 0);
}
