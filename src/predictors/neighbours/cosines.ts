import type { WeightedRow } from '../logistic/tfidf';

/** Rows by column: which rows have it, and with what value. */
export interface InvertedRows {
  /** Column c has rows[e] with values[e] for e in starts[c] .. starts[c + 1]. */
  starts: Int32Array;
  rows: Int32Array;
  values: Float64Array;
  /** Length of each row. */
  lengths: Float64Array;
}

export function invertedRows(rows: readonly WeightedRow[], columnCount: number): InvertedRows {
  const starts = new Int32Array(columnCount + 1);
  for (const { columns } of rows) for (const c of columns) starts[c + 1]++;
  for (let c = 0; c < columnCount; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const result: InvertedRows = {
    starts,
    rows: new Int32Array(starts[columnCount]),
    values: new Float64Array(starts[columnCount]),
    lengths: Float64Array.from(rows, lengthOf),
  };
  rows.forEach(({ columns, values }, row) => {
    columns.forEach((c, k) => {
      result.rows[next[c]] = row;
      result.values[next[c]++] = values[k];
    });
  });
  return result;
}

/** Cosines of one row with each of the inverted ones; 0 where either is empty. */
export function cosines(inverted: InvertedRows, { columns, values }: WeightedRow): Float64Array {
  const products = new Float64Array(inverted.lengths.length);
  for (let k = 0; k < columns.length; k++) {
    for (let e = inverted.starts[columns[k]]; e < inverted.starts[columns[k] + 1]; e++) {
      products[inverted.rows[e]] += values[k] * inverted.values[e];
    }
  }
  const own = lengthOf({ columns, values });
  return products.map((product, row) => (product === 0 ? 0 : product / (own * inverted.lengths[row])));
}

/** Of a row as a vector. */
export function lengthOf({ values }: WeightedRow): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
