// WebAssembly written by hand, for the few loops that a study spends most of its time in: a toolchain for so few
// instructions would weigh more.

export const [i32, v128] = [0x7f, 0x7b];

/** A number as WebAssembly writes it (LEB128), without a sign. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

export const get = (local: number) => [0x20, local];
export const set = (local: number) => [0x21, local];
/** @param value below 64, where numbers with and without a sign are written alike */
export const constant = (value: number) => [0x41, value];
export const [add, multiply, less] = [[0x6a], [0x6c], [0x49]];
/** Goes back to the start of the loop that this stands in. */
export const repeatIf = [0x0d, 0];
export const loop = (...body: number[][]) => [0x03, 0x40, ...body.flat(), 0x0b];
export const loadInteger = (offset: number) => [0x28, 2, offset];
const aligned = 3;
/** Two numbers at once; one to both halves. */
export const load = (offset: number) => [0xfd, 0x00, aligned, offset];
export const loadToBoth = (offset: number) => [0xfd, 0x0a, aligned, offset];
export const store = [0xfd, 0x0b, aligned, 0];
export const storeLane = (offset: number, lane: number) => [0xfd, 0x5b, aligned, offset, lane];
export const zeros = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
export const [addPairs, subtractPairs, multiplyPairs] = [0xf0, 0xf1, 0xf2].map((pair) => [0xfd, pair, 0x01]);
/** The first where it isn't less than the second, else that. */
export const largerPairs = [0xfd, 0xf7, 0x01];

export function addTo(local: number, amount: number[]): number[] {
  return [get(local), amount, add, set(local)].flat();
}

const sized = (bytes: number[]) => [...unsigned(bytes.length), ...bytes];
const list = (items: number[][]) => [items.length, ...items.flat()];
const section = (id: number, items: number[][]) => [id, ...sized(list(items))];
const text = (value: string) => sized(Array.from(new TextEncoder().encode(value)));

/** A function that takes integers and gives nothing. */
export interface HandWritten {
  name: string;
  /** Integers and pairs of numbers that it keeps, numbered after what it takes. */
  locals: { integers: number; pairs: number };
  body: number[];
}

/**
 * A module of functions: it imports the memory "kernel" "memory", and exports them.
 *
 * @param parameters how many integers each of them takes
 */
export function moduleOf(parameters: number, functions: readonly HandWritten[]): Uint8Array<ArrayBuffer> {
  const header = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const type = [0x60, ...list(new Array<number[]>(parameters).fill([i32])), 0];
  const memory = [...text('kernel'), ...text('memory'), 2, 0, 1];
  const bodyOf = ({ locals: { integers, pairs }, body }: HandWritten) =>
    sized([2, ...[integers, i32], ...[pairs, v128], ...body, 0x0b]);
  return Uint8Array.from([
    ...header,
    ...section(1, [type]),
    ...section(2, [memory]),
    ...section(
      3,
      functions.map(() => [0]),
    ),
    ...section(
      7,
      functions.map(({ name }, index) => [...text(name), 0, index]),
    ),
    ...section(10, functions.map(bodyOf)),
  ]);
}
