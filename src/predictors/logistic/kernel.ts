/**
 * The loop that a study spends most of its time in, in WebAssembly with SIMD, assembled here since a toolchain
 * for these few instructions would weigh more: four times as fast as the same loop in JavaScript. There is one
 * function per number of vectors; for one, in words:
 *
 *     multiply1(matrix, end, width, vectors, stride, result):     addresses and lengths in bytes, but for width
 *       do
 *         sums = 0; vector = vectors; panelEnd = matrix + 32 * width
 *         do
 *           sums += (four numbers at matrix) * (the number at vector)
 *           matrix += 32; vector += stride
 *         while matrix < panelEnd
 *         for each of the four rows: store its sum at result; result += stride
 *       while matrix < end
 *
 * where four rows of a matrix, a panel, have their entries side by side: see `PackedMatrix`.
 */
export const kernelCounts = [1, 2, 3];

export type Multiply = (
  matrix: number,
  end: number,
  width: number,
  vectors: number,
  stride: number,
  result: number,
) => void;

const [i32, v128] = [0x7f, 0x7b];
const [matrix, end, width, vectors, stride, result, panelEnd, vector] = [0, 1, 2, 3, 4, 5, 6, 7];
const [lower, upper, factor, firstSum] = [8, 9, 10, 11];

/** A number as WebAssembly writes it (LEB128), without a sign. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
/** @param value below 64, where numbers with and without a sign are written alike */
const constant = (value: number) => [0x41, value];
const [add, multiply, less] = [[0x6a], [0x6c], [0x49]];
const repeatIf = [0x0d, 0];
const loop = (...body: number[][]) => [0x03, 0x40, ...body.flat(), 0x0b];
const aligned = 3;
const load = (offset: number) => [0xfd, 0x00, aligned, offset];
const loadToBoth = (offset: number) => [0xfd, 0x0a, aligned, offset];
const store = (offset: number, lane: number) => [0xfd, 0x5b, aligned, offset, lane];
const zeros = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
const addPairs = [0xfd, 0xf0, 0x01];
const multiplyPairs = [0xfd, 0xf2, 0x01];

function addTo(local: number, amount: number[]): number[] {
  return [get(local), amount, add, set(local)].flat();
}

/** The body of the function for so many vectors: the sums of vector k are pairs, firstSum + 2 k and the next. */
function functionBody(count: number): number[] {
  const outputs = Array.from({ length: count }, (_, k) => k);
  const sums = Array.from({ length: 2 * count }, (_, s) => firstSum + s);
  const accumulate = outputs.flatMap((k) => [
    ...[get(vector), loadToBoth(8 * k), set(factor)].flat(),
    ...[lower, upper].flatMap((pair, half) => {
      const sum = firstSum + 2 * k + half;
      return [get(sum), get(pair), get(factor), multiplyPairs, addPairs, set(sum)].flat();
    }),
  ]);
  const column = loop(
    [...get(matrix), ...load(0), ...set(lower), ...get(matrix), ...load(16), ...set(upper)],
    accumulate,
    addTo(matrix, constant(32)),
    addTo(vector, get(stride)),
    [...get(matrix), ...get(panelEnd), ...less, ...repeatIf],
  );
  const storeRow = (row: number) => [
    ...outputs.flatMap((k) =>
      [get(result), get(firstSum + 2 * k + (row >> 1)), store(8 * k, row & 1)].flat(),
    ),
    ...addTo(result, get(stride)),
  ];
  const panel = loop(
    sums.flatMap((sum) => [...zeros, ...set(sum)]),
    [get(vectors), set(vector)].flat(),
    [get(matrix), get(width), constant(32), multiply, add, set(panelEnd)].flat(),
    column,
    [0, 1, 2, 3].flatMap(storeRow),
    [...get(matrix), ...get(end), ...less, ...repeatIf],
  );
  const locals = [2, ...[2, i32], ...[firstSum - lower + sums.length, v128]];
  return sized([...locals, ...panel, 0x0b]);
}

const sized = (bytes: number[]) => [...unsigned(bytes.length), ...bytes];
const list = (items: number[][]) => [items.length, ...items.flat()];
const section = (id: number, items: number[][]) => [id, ...sized(list(items))];
const text = (value: string) => sized(Array.from(new TextEncoder().encode(value)));

/** The module: imports the memory "kernel" "memory", exports "multiply1", "multiply2" and so on. */
export function kernelModule(): Uint8Array<ArrayBuffer> {
  const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const type = [0x60, ...list([[i32], [i32], [i32], [i32], [i32], [i32]]), 0];
  const memory = [...text('kernel'), ...text('memory'), 2, 0, 1];
  return Uint8Array.from([
    ...header,
    ...section(1, [type]),
    ...section(2, [memory]),
    ...section(
      3,
      kernelCounts.map(() => [0]),
    ),
    ...section(
      7,
      kernelCounts.map((count, index) => [...text(`multiply${count}`), 0, index]),
    ),
    ...section(10, kernelCounts.map(functionBody)),
  ]);
}
