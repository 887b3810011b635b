import type { Gram } from './gram';
import { kernelModule, kernelCounts, type Multiply } from './kernel';

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

/** The sum of the diagonal. */
export function trace({ height, width, entries }: PackedMatrix): number {
  let sum = 0;
  for (let i = 0; i < height; i++) sum += entries[(i >> 2) * 4 * width + 4 * i + (i & 3)];
  return sum;
}

/** The kernel and its memory: matrices from 0 to `used`, behind them the vectors of the product at hand. */
interface Kernel {
  memory: WebAssembly.Memory;
  functions: Multiply[];
  /** Where the matrices in memory begin, in numbers. */
  addresses: WeakMap<PackedMatrix, number>;
  used: number;
}

/** Matrices are kept in the kernel's memory, in numbers (64 MiB), until this would be passed. */
const mostKept = 2 ** 23;

let kernel: Kernel | null | undefined;

/** The kernel, or null where there is no WebAssembly with SIMD, or it may not be used. */
function startKernel(): Kernel | null {
  try {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(kernelModule()), {
      kernel: { memory },
    });
    const functions = kernelCounts.map((count) => exports[`multiply${count}`] as Multiply);
    return { memory, functions, addresses: new WeakMap(), used: 0 };
  } catch {
    return null;
  }
}

/**
 * result = matrix * vectors, for several vectors, one after the other, as those of the result are. With the
 * kernel or without it, the result is the same to the last bit.
 */
export function multiply(
  matrix: PackedMatrix,
  vectors: Float64Array,
  outputs: number,
  result: Float64Array,
): void {
  if (matrix.height === 0) return;
  if (kernel === undefined) kernel = startKernel();
  if (kernel) multiplyByKernel(kernel, matrix, vectors, outputs, result);
  else multiplyPlainly(matrix, vectors, outputs, result);
}

function multiplyByKernel(
  kernel: Kernel,
  matrix: PackedMatrix,
  vectors: Float64Array,
  outputs: number,
  result: Float64Array,
): void {
  const { height, entries } = matrix;
  const address = load(kernel, matrix);
  const vectorsAt = kernel.used;
  const resultAt = vectorsAt + vectors.length;
  const numbers = numbersOf(kernel, resultAt + (height + 3) * outputs);
  // The kernel wants the entries of all vectors for one column side by side.
  for (let k = 0, e = 0; k < outputs; k++) {
    for (let at = vectorsAt + k; at < resultAt; at += outputs) numbers[at] = vectors[e++];
  }
  const [from, to, stride] = [8 * address, 8 * (address + entries.length), 8 * outputs];
  for (let k = 0; k < outputs; k += kernel.functions.length) {
    const run = kernel.functions[Math.min(kernel.functions.length, outputs - k) - 1];
    run(from, to, matrix.width, 8 * (vectorsAt + k), stride, 8 * (resultAt + k));
  }
  for (let k = 0, e = 0; k < outputs; k++) {
    for (let i = 0, at = resultAt + k; i < height; i++, at += outputs) result[e++] = numbers[at];
  }
}

/** Brings a matrix into the kernel's memory, where it isn't there yet; gives its address, in numbers. */
function load(kernel: Kernel, matrix: PackedMatrix): number {
  const known = kernel.addresses.get(matrix);
  if (known !== undefined) return known;
  const { entries } = matrix;
  if (kernel.used + entries.length > mostKept) {
    kernel.addresses = new WeakMap();
    kernel.used = 0;
  }
  const address = kernel.used;
  numbersOf(kernel, address + entries.length).set(entries, address);
  kernel.used += entries.length;
  kernel.addresses.set(matrix, address);
  return address;
}

/** The kernel's memory as numbers, grown to hold so many. */
function numbersOf({ memory }: Kernel, count: number): Float64Array {
  const page = 65536;
  const missing = 8 * count - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / page));
  return new Float64Array(memory.buffer);
}

/** What the kernel does, in JavaScript: in the same order, so that sums are rounded alike. */
export function multiplyPlainly(
  { height, width, entries }: PackedMatrix,
  vectors: Float64Array,
  outputs: number,
  result: Float64Array,
): void {
  for (let k = 0; k < outputs; k++) {
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
