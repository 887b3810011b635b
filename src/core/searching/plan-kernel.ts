import {
  add,
  addPairs,
  addTo,
  constant,
  get,
  less,
  largerPairs,
  load,
  loadInteger,
  loadToBoth,
  loop,
  moduleOf,
  multiplyPairs,
  repeatIf,
  set,
  store,
  subtractPairs,
} from '../web-assembly';

/** One way to go on from a history, for all prices. Ways of one history stand side by side, later histories first. */
export interface Way {
  /** The history, and the one that a failure leads to. */
  to: number;
  next: number;
  cost: number;
  /** What it is compared with: the best of the history's ways before it, or, being the first, nothing. */
  from: number | 'nothing';
}

/**
 * The loop that planning spends most of its time in, over ways and prices:
 *
 *     to[price] = larger(from[price], gain - price * cost + fail * next[price])
 *
 * in WebAssembly with SIMD where that may be used, five times as fast as the same loop in JavaScript; the result is
 * the same to the last bit.
 */
export interface PlanKernel {
  /** To be set before a run. Of each way, `width` apart: what it brings, and how likely it fails. */
  prices: Float64Array;
  gains: Float64Array;
  fails: Float64Array;
  width: number;
  /** What can be had after history h begins at h * `stride`. */
  values: Float64Array;
  stride: number;
  /** @param first the way to begin with */
  run(first: number): void;
}

export function planKernel(ways: readonly Way[], histories: number, prices: number): PlanKernel {
  try {
    return compiledKernel(ways, histories, prices);
  } catch {
    return plainKernel(ways, histories, prices);
  }
}

/** Rows of values: of the histories, and what the first way of a history is compared with. At the start something is asked. */
function rowsOf(histories: number) {
  const [nothing, leastOfAll] = [histories, histories + 1];
  const from = (way: Way) => (way.from !== 'nothing' ? way.from : way.to === 0 ? leastOfAll : nothing);
  return { rows: histories + 2, leastOfAll, from };
}

export function plainKernel(ways: readonly Way[], histories: number, stride: number): PlanKernel {
  const { rows, leastOfAll, from: fromOf } = rowsOf(histories);
  const values = new Float64Array(rows * stride);
  values.fill(-Infinity, leastOfAll * stride);
  const [prices, gains, fails] = [stride, ways.length, ways.length].map((count) => new Float64Array(count));
  const run = (first: number) => {
    for (let w = first; w < ways.length; w++) {
      const [way, gain, fail] = [ways[w], gains[w], fails[w]];
      const { cost } = way;
      const [to, from, next] = [way.to * stride, fromOf(way) * stride, way.next * stride];
      for (let g = 0; g < stride; g++) {
        const value = gain - prices[g] * cost + fail * values[next + g];
        values[to + g] = values[from + g] < value ? value : values[from + g];
      }
    }
  };
  return { prices, gains, fails, width: 1, values, stride, run };
}

/** Of a way in memory, in bytes: three addresses of rows, then three numbers. */
const layout = { to: 0, from: 4, next: 8, cost: 16, gain: 24, fail: 32, size: 40 };

/** @throws where there is no WebAssembly with SIMD, or it may not be used */
export function compiledKernel(ways: readonly Way[], histories: number, prices: number): PlanKernel {
  const { rows, leastOfAll, from: fromOf } = rowsOf(histories);
  // Two prices are worked out at once.
  const stride = prices + (prices % 2);
  const pricesAt = ways.length * layout.size;
  const valuesAt = pricesAt + 8 * stride;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((valuesAt + 8 * rows * stride) / 65536) });
  const { exports } = new WebAssembly.Instance(compiledModule(), { kernel: { memory } });
  const solve = exports.solve as (way: number, end: number, prices: number, stride: number) => void;
  const integers = new Int32Array(memory.buffer);
  const numbers = new Float64Array(memory.buffer);
  ways.forEach((way, w) => {
    const at = w * layout.size;
    const addressOf = (row: number) => valuesAt + 8 * row * stride;
    integers[(at + layout.to) / 4] = addressOf(way.to);
    integers[(at + layout.from) / 4] = addressOf(fromOf(way));
    integers[(at + layout.next) / 4] = addressOf(way.next);
    numbers[(at + layout.cost) / 8] = way.cost;
  });
  const values = numbers.subarray(valuesAt / 8);
  values.fill(-Infinity, leastOfAll * stride);
  const run = (first: number) => {
    if (first < ways.length) solve(first * layout.size, pricesAt, pricesAt, 8 * stride);
  };
  return {
    prices: numbers.subarray(pricesAt / 8),
    gains: numbers.subarray(layout.gain / 8),
    fails: numbers.subarray(layout.fail / 8),
    ...{ width: layout.size / 8, values, stride, run },
  };
}

let module: WebAssembly.Module | undefined;
const compiledModule = () => (module ??= new WebAssembly.Module(planModule()));

/** The module: imports the memory "kernel" "memory", exports "solve". */
export function planModule(): Uint8Array<ArrayBuffer> {
  return moduleOf(4, [solveFunction()]);
}

function solveFunction() {
  const [way, end, prices, stride, to, from, next, price, rowEnd] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [cost, gain, fail] = [9, 10, 11];
  const two = constant(16);
  const perPrice = loop(
    get(to),
    [...get(from), ...load(0)],
    [...get(gain), ...get(price), ...load(0), ...get(cost), ...multiplyPairs, ...subtractPairs],
    [...get(fail), ...get(next), ...load(0), ...multiplyPairs, ...addPairs],
    largerPairs,
    store,
    ...[to, from, next, price].map((address) => addTo(address, two)),
    [...get(to), ...get(rowEnd), ...less, ...repeatIf],
  );
  const perWay = loop(
    ...[
      [to, layout.to],
      [from, layout.from],
      [next, layout.next],
    ].map(([address, at]) => [...get(way), ...loadInteger(at), ...set(address)]),
    ...[
      [cost, layout.cost],
      [gain, layout.gain],
      [fail, layout.fail],
    ].map(([pair, at]) => [...get(way), ...loadToBoth(at), ...set(pair)]),
    [...get(prices), ...set(price)],
    [...get(to), ...get(stride), ...add, ...set(rowEnd)],
    perPrice,
    addTo(way, constant(layout.size)),
    [...get(way), ...get(end), ...less, ...repeatIf],
  );
  return { name: 'solve', locals: { integers: 5, pairs: 3 }, body: perWay };
}
