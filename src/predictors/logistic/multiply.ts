import { kernelCounts, kernelModule, type Multiply } from './kernel';
import { multiplyPlainly, outputsIn, type PackedMatrix } from './matrix';

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
 *
 * @param outputs how many vectors there are, or which of them are wanted
 */
export function multiply(
  matrix: PackedMatrix,
  vectors: Float64Array,
  outputs: number | readonly number[],
  result: Float64Array,
): void {
  if (matrix.height === 0) return;
  if (kernel === undefined) kernel = startKernel();
  try {
    if (kernel) return multiplyByKernel(kernel, matrix, vectors, outputs, result);
  } catch (error) {
    // Its memory can't grow any more.
    if (!(error instanceof RangeError)) throw error;
    kernel = null;
  }
  multiplyPlainly(matrix, vectors, outputs, result);
}

function multiplyByKernel(
  kernel: Kernel,
  matrix: PackedMatrix,
  vectors: Float64Array,
  outputs: number | readonly number[],
  result: Float64Array,
): void {
  const { height, width, entries } = matrix;
  const wanted = outputsIn(outputs);
  const count = wanted.length;
  const address = load(kernel, matrix);
  const vectorsAt = kernel.used;
  const resultAt = vectorsAt + width * count;
  const numbers = numbersOf(kernel, resultAt + (height + 3) * count);
  // The kernel wants the entries of all vectors for one column side by side.
  for (let k = 0; k < count; k++) {
    for (let at = vectorsAt + k, e = wanted[k] * width; at < resultAt; at += count)
      numbers[at] = vectors[e++];
  }
  const [from, to, stride] = [8 * address, 8 * (address + entries.length), 8 * count];
  // In passes over the matrix of about as many vectors each: one by itself takes as long as three.
  for (let k = 0, passes = Math.ceil(count / kernel.functions.length); passes > 0; passes--) {
    const some = Math.ceil((count - k) / passes);
    kernel.functions[some - 1](from, to, width, 8 * (vectorsAt + k), stride, 8 * (resultAt + k));
    k += some;
  }
  for (let k = 0; k < count; k++) {
    const end = (wanted[k] + 1) * height;
    for (let at = resultAt + k, e = wanted[k] * height; e < end; at += count) result[e++] = numbers[at];
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
