import type { SequenceTree } from './sequences';

/**
 * What is expected of one task, per sequence of a tree: of the answer that it asks for last, given that all before
 * failed their visible tests.
 */
export interface Chances {
  /** Probability that it passes its visible tests. */
  passes: Float64Array;
  /** Probability that it is right if it passes them. */
  rightIfPassed: Float64Array;
}

/** What each sequence is expected to get and to pay on one task. */
export interface Outlook {
  accuracy: Float64Array;
  cost: Float64Array;
}

/** Follows all sequences at once, from each history to those one failure further. */
export function outlookOf(
  { sequences, parent, last }: SequenceTree,
  { passes, rightIfPassed }: Chances,
  unitCosts: readonly number[],
): Outlook {
  const reached = new Float64Array(sequences.length);
  const accuracy = new Float64Array(sequences.length);
  const cost = new Float64Array(sequences.length);
  for (let s = 0; s < sequences.length; s++) {
    const before = parent[s];
    reached[s] = before < 0 ? 1 : reached[before] * (1 - passes[before]);
    accuracy[s] = (before < 0 ? 0 : accuracy[before]) + reached[s] * passes[s] * rightIfPassed[s];
    cost[s] = (before < 0 ? 0 : cost[before]) + reached[s] * unitCosts[last[s]];
  }
  return { accuracy, cost };
}

/**
 * The sequence with the largest expected accuracy - price * cost, for each price: of equal ones the cheapest, then
 * the first. A price is what one unit cost must bring in accuracy.
 *
 * @param prices ascending
 * @returns positions of sequences, one per price
 */
export function bestSequences(outlook: Outlook, prices: readonly number[]): Int32Array {
  const all = new Int32Array(outlook.cost.length);
  for (let s = 0; s < all.length; s++) all[s] = s;
  const result = new Int32Array(prices.length);
  const end = prices.length - 1;
  result[0] = bestOf(outlook, all, prices[0]);
  result[end] = bestOf(outlook, all, prices[end]);
  fillBetween(outlook, all, prices, result, 0, end);
  return result;
}

/** Fills in what is best between two prices: a higher price never makes a dearer sequence the best. */
function fillBetween(
  outlook: Outlook,
  candidates: Int32Array,
  prices: readonly number[],
  result: Int32Array,
  from: number,
  to: number,
): void {
  if (to - from < 2) return;
  const [dear, cheap] = [result[from], result[to]];
  if (dear === cheap) {
    result.fill(dear, from, to);
    return;
  }
  const { cost } = outlook;
  const buffer = new Int32Array(candidates.length);
  let kept = 0;
  for (let c = 0; c < candidates.length; c++) {
    const value = cost[candidates[c]];
    if (value >= cost[cheap] && value <= cost[dear]) buffer[kept++] = candidates[c];
  }
  const left = buffer.subarray(0, kept);
  const middle = (from + to) >> 1;
  result[middle] = bestOf(outlook, left, prices[middle]);
  fillBetween(outlook, left, prices, result, from, middle);
  fillBetween(outlook, left, prices, result, middle, to);
}

function bestOf({ accuracy, cost }: Outlook, candidates: Int32Array, price: number): number {
  let best = candidates[0];
  let most = -Infinity;
  for (let c = 0; c < candidates.length; c++) {
    const s = candidates[c];
    const value = accuracy[s] - price * cost[s];
    if (value > most || (value === most && cost[s] < cost[best])) {
      best = s;
      most = value;
    }
  }
  return best;
}
