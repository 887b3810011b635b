import type { FeatureVector } from '../../core/features';

/** Sparse counts by column: column c has `rows[k]`, ascending, and `counts[k]` for k in starts[c] .. starts[c + 1]. */
export interface Columns {
  /** One more than there are columns. */
  starts: Int32Array;
  rows: Int32Array;
  counts: Uint8Array;
}

/** Turns sparse rows into sparse columns. */
export function columnsOf(rows: readonly FeatureVector[], columnCount: number): Columns {
  const starts = new Int32Array(columnCount + 1);
  for (const { columns } of rows) for (let k = 0; k < columns.length; k++) starts[columns[k] + 1]++;
  for (let c = 0; c < columnCount; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const result = {
    starts,
    rows: new Int32Array(starts[columnCount]),
    counts: new Uint8Array(starts[columnCount]),
  };
  rows.forEach(({ columns, counts }, row) => {
    for (let k = 0; k < columns.length; k++) {
      const at = next[columns[k]]++;
      result.rows[at] = row;
      result.counts[at] = counts[k];
    }
  });
  return result;
}

/** Turns sparse columns into sparse rows. */
export function rowsOf({ starts, rows, counts }: Columns, rowCount: number): FeatureVector[] {
  const lengths = new Int32Array(rowCount);
  for (const row of rows) lengths[row]++;
  const result = Array.from(lengths, (length) => ({
    columns: new Uint32Array(length),
    counts: new Uint8Array(length),
  }));
  const next = new Int32Array(rowCount);
  for (let c = 0; c + 1 < starts.length; c++) {
    for (let k = starts[c]; k < starts[c + 1]; k++) {
      const at = next[rows[k]]++;
      result[rows[k]].columns[at] = c;
      result[rows[k]].counts[at] = counts[k];
    }
  }
  return result;
}

/** Copies the columns named in `order`, in that order. */
export function selectColumns({ starts, rows, counts }: Columns, order: readonly number[]): Columns {
  const selected = new Int32Array(order.length + 1);
  order.forEach((c, i) => (selected[i + 1] = selected[i] + starts[c + 1] - starts[c]));
  const result = {
    starts: selected,
    rows: new Int32Array(selected[order.length]),
    counts: new Uint8Array(selected[order.length]),
  };
  order.forEach((c, i) => {
    result.rows.set(rows.subarray(starts[c], starts[c + 1]), selected[i]);
    result.counts.set(counts.subarray(starts[c], starts[c + 1]), selected[i]);
  });
  return result;
}

/** Orders two columns by how many rows they have, then by which rows, then by the counts. 0: the same contents. */
export function compareColumns({ starts, rows, counts }: Columns, a: number, b: number): number {
  const [startA, startB] = [starts[a], starts[b]];
  const length = starts[a + 1] - startA;
  const otherLength = starts[b + 1] - startB;
  if (length !== otherLength) return length - otherLength;
  for (let k = 0; k < length; k++) {
    if (rows[startA + k] !== rows[startB + k]) return rows[startA + k] - rows[startB + k];
  }
  for (let k = 0; k < length; k++) {
    if (counts[startA + k] !== counts[startB + k]) return counts[startA + k] - counts[startB + k];
  }
  return 0;
}

/** A row with its columns replaced by their positions; columns without one are dropped. */
export function inColumns({ columns, counts }: FeatureVector, positions: Int32Array): FeatureVector {
  const kept = { columns: new Uint32Array(columns.length), counts: new Uint8Array(columns.length) };
  let length = 0;
  for (let k = 0; k < columns.length; k++) {
    const position = columns[k] < positions.length ? positions[columns[k]] : -1;
    if (position < 0) continue;
    kept.columns[length] = position;
    kept.counts[length++] = counts[k];
  }
  return { columns: kept.columns.subarray(0, length), counts: kept.counts.subarray(0, length) };
}
