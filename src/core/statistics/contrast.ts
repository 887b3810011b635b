import { type Random, randomInteger } from '../random';
import { quantile } from './intervals';

/** How differently two groups of items fall into classes, and how differently any two such groups would by chance. */
export interface Contrast {
  /** Items per class, of either group. */
  counts: [number[], number[]];
  /** Total variation distance of their shares: the share of one group that must move for both to be alike, 0 to 1. */
  distance: number;
  /** The same distance where groups of these sizes are dealt at random: its median, and what 95 % stay within. */
  byChance: { median: number; high: number };
  /** Share of dealings at random that lie at least as far apart (a permutation test, counting the groups at hand). */
  p: number;
}

/**
 * Compares two groups of items by the classes they fall into.
 *
 * @param classOf a class 0 .. classes - 1 per item
 * @param isFirst which items make up the first group
 * @param options.random deals them anew
 * @returns null where a group is empty
 */
export function contrast(
  classOf: ArrayLike<number>,
  isFirst: readonly boolean[],
  { classes, random, dealings = 999 }: { classes: number; random: Random; dealings?: number },
): Contrast | null {
  const all = new Float64Array(classes);
  const first = new Float64Array(classes);
  isFirst.forEach((is, i) => {
    all[classOf[i]]++;
    if (is) first[classOf[i]]++;
  });
  const size = first.reduce((a, b) => a + b, 0);
  const rest = isFirst.length - size;
  if (size === 0 || rest === 0) return null;
  const distanceOf = (counts: Float64Array) =>
    counts.reduce((sum, n, c) => sum + Math.abs(n / size - (all[c] - n) / rest), 0) / 2;
  const distance = distanceOf(first);
  const deck = Uint16Array.from(classOf);
  // Dealing the smaller group deals the other.
  const dealt = Math.min(size, rest);
  const distances = Float64Array.from({ length: dealings }, () => {
    const counts = new Float64Array(classes);
    for (let i = 0; i < dealt; i++) {
      const j = i + randomInteger(random, deck.length - i);
      [deck[i], deck[j]] = [deck[j], deck[i]];
      counts[deck[i]]++;
    }
    return distanceOf(dealt === size ? counts : all.map((n, c) => n - counts[c]));
  }).sort();
  const asFar = distances.filter((other) => other >= distance - 1e-12).length;
  return {
    counts: [Array.from(first), Array.from(all, (n, c) => n - first[c])],
    distance,
    byChance: { median: quantile(distances, 0.5), high: quantile(distances, 0.95) },
    p: (1 + asFar) / (1 + dealings),
  };
}
