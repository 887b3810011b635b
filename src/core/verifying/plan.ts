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
export function bestSequences({ accuracy, cost }: Outlook, prices: readonly number[]): Int32Array {
  // A higher price never makes a dearer sequence the best, so that fewer and fewer need be looked at.
  const candidates = Int32Array.from(cost, (_, s) => s);
  let left = candidates.length;
  return Int32Array.from(prices, (price) => {
    let best = candidates[0];
    let bestValue = -Infinity;
    for (let c = 0; c < left; c++) {
      const s = candidates[c];
      const value = accuracy[s] - price * cost[s];
      if (value > bestValue || (value === bestValue && cost[s] < cost[best])) {
        best = s;
        bestValue = value;
      }
    }
    let kept = 0;
    for (let c = 0; c < left; c++) if (cost[candidates[c]] <= cost[best]) candidates[kept++] = candidates[c];
    left = kept;
    return best;
  });
}
