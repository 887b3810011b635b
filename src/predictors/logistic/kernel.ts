import {
  add,
  addPairs,
  addTo,
  constant,
  get,
  type HandWritten,
  less,
  load,
  loadToBoth,
  loop,
  moduleOf,
  multiply,
  multiplyPairs,
  repeatIf,
  set,
  storeLane,
  zeros,
} from '../../core/web-assembly';

/**
 * The loop that training spends most of its time in, in WebAssembly with SIMD: four times as fast as the same loop
 * in JavaScript. There is one function per number of vectors; for one, in words:
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
export const kernelCounts = [1, 2, 3, 4, 5];

export type Multiply = (
  matrix: number,
  end: number,
  width: number,
  vectors: number,
  stride: number,
  result: number,
) => void;

const [matrix, end, width, vectors, stride, result, panelEnd, vector] = [0, 1, 2, 3, 4, 5, 6, 7];
const [lower, upper, factor, firstSum] = [8, 9, 10, 11];

/** The body of the function for so many vectors: the sums of vector k are pairs, firstSum + 2 k and the next. */
function multiplyBy(count: number): HandWritten {
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
      [get(result), get(firstSum + 2 * k + (row >> 1)), storeLane(8 * k, row & 1)].flat(),
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
  return {
    name: `multiply${count}`,
    locals: { integers: 2, pairs: firstSum - lower + sums.length },
    body: panel,
  };
}

/** The module: imports the memory "kernel" "memory", exports "multiply1", "multiply2" and so on. */
export function kernelModule(): Uint8Array<ArrayBuffer> {
  return moduleOf(6, kernelCounts.map(multiplyBy));
}
