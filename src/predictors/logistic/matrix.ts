import type { Gram } from './gram';

/**
 * A matrix as products with vectors want it: four rows at a time, their entries side by side column by column;
 * what stands for rows beyond the last doesn't matter.
 */
export interface PackedMatrix {
  readonly height: number;
  readonly width: number;
  /** Never changed once multiplied: the kernel keeps a copy. */
  readonly entries: Float64Array;
}

/** Packs some rows and columns of a Gram matrix. */
export function packEntries(gram: Gram, rows: readonly number[], columns: readonly number[]): PackedMatrix {
  const { size, entries } = gram;
  const width = columns.length;
  const packed = new Float64Array(Math.ceil(rows.length / 4) * 4 * width);
  for (let i = 0, at = 0; i < rows.length; i += 4) {
    // Where fewer than four rows are left, some row's entries stand in; products with them are not read.
    const [row0, row1, row2, row3] = [0, 1, 2, 3].map((r) => (rows[i + r] ?? rows[i]) * size);
    for (let j = 0; j < width; j++, at += 4) {
      const column = columns[j];
      packed[at] = entries[row0 + column];
      packed[at + 1] = entries[row1 + column];
      packed[at + 2] = entries[row2 + column];
      packed[at + 3] = entries[row3 + column];
    }
  }
  return { height: rows.length, width, entries: packed };
}

/** Packs rows of a matrix as they are. */
export function packRows(rows: readonly Float64Array[]): PackedMatrix {
  const width = rows[0].length;
  const entries = new Float64Array(Math.ceil(rows.length / 4) * 4 * width);
  rows.forEach((row, i) => {
    const from = (i >> 2) * 4 * width + (i & 3);
    for (let j = 0; j < width; j++) entries[from + 4 * j] = row[j];
  });
  return { height: rows.length, width, entries };
}

const all: number[][] = [];

/** Which vectors of several are meant. */
export function outputsIn(outputs: number | readonly number[]): readonly number[] {
  if (typeof outputs !== 'number') return outputs;
  return (all[outputs] ??= Array.from({ length: outputs }, (_, k) => k));
}

/** The sum of the diagonal. */
export function trace({ height, width, entries }: PackedMatrix): number {
  let sum = 0;
  for (let i = 0; i < height; i++) sum += entries[(i >> 2) * 4 * width + 4 * i + (i & 3)];
  return sum;
}

/**
 * result = matrix * vectors, for several vectors, one after the other, as those of the result are: what the kernel
 * does, in the same order, so that sums are rounded alike.
 */
export function multiplyPlainly(
  { height, width, entries }: PackedMatrix,
  vectors: Float64Array,
  outputs: number | readonly number[],
  result: Float64Array,
): void {
  for (const k of outputsIn(outputs)) {
    for (let i = 0; i < height; i += 4) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      let at = i * width;
      for (let v = k * width; v < (k + 1) * width; v++, at += 4) {
        const factor = vectors[v];
        s0 += entries[at] * factor;
        s1 += entries[at + 1] * factor;
        s2 += entries[at + 2] * factor;
        s3 += entries[at + 3] * factor;
      }
      const sums = [s0, s1, s2, s3];
      for (let r = 0; r < 4 && i + r < height; r++) result[k * height + i + r] = sums[r];
    }
  }
}
