import type { FeatureTable, FeatureVector } from '../../core/features';

/** What must be known of columns to weigh them: how many equal features each is, and its block. */
export type ColumnKinds = Pick<FeatureTable, 'multiplicity' | 'block'>;

/** A task's TF-IDF weights: `values[k]` in column `columns[k]`. */
export interface WeightedRow {
  columns: Uint32Array;
  values: Float64Array;
}

/** Sublinear term frequency, 1 + ln tf, by tf. */
export const termFrequency = Float64Array.from({ length: 256 }, (_, tf) => (tf === 0 ? 0 : 1 + Math.log(tf)));

/**
 * Smooth inverse document frequencies, ln((1 + n) / (1 + df)) + 1 as in scikit-learn's TfidfTransformer; 0 for
 * columns that no row has, so that they are left out wherever they turn up later.
 */
export function inverseDocumentFrequencies(
  rows: readonly FeatureVector[],
  columnCount: number,
): Float64Array {
  const documents = new Int32Array(columnCount);
  for (const { columns } of rows) for (let k = 0; k < columns.length; k++) documents[columns[k]]++;
  const idf = new Float64Array(columnCount);
  for (let c = 0; c < columnCount; c++) {
    if (documents[c] > 0) idf[c] = Math.log((1 + rows.length) / (1 + documents[c])) + 1;
  }
  return idf;
}

/**
 * What a term frequency of 1 weighs in each column. A column of multiplicity m weighs as m equal features do
 * together: sqrt(m) times one of them, which leaves lengths and scalar products the same.
 *
 * @param idf of `inverseDocumentFrequencies`
 */
export function columnWeights(idf: Float64Array, { multiplicity }: ColumnKinds): Float64Array {
  return idf.map((value, c) => (value === 0 ? 0 : value * Math.sqrt(multiplicity[c])));
}

/**
 * TF-IDF of one row, each block scaled to length 1.
 *
 * @param weights of `columnWeights`
 * @param block of each column
 * @throws RangeError where the row has a column that isn't among them
 */
export function weighRow(row: FeatureVector, weights: Float64Array, block: Uint8Array): WeightedRow {
  const { columns, counts } = row;
  const values = new Float64Array(columns.length);
  const squares = [0, 0];
  for (let k = 0; k < columns.length; k++) {
    const c = columns[k];
    if (c >= weights.length)
      throw new RangeError(`there is no column ${c}: the features have ${weights.length}`);
    const value = termFrequency[counts[k]] * weights[c];
    values[k] = value;
    squares[block[c]] += value * value;
  }
  const scale = squares.map((square) => (square > 0 ? 1 / Math.sqrt(square) : 0));
  for (let k = 0; k < columns.length; k++) values[k] *= scale[block[columns[k]]];
  return { columns, values };
}
