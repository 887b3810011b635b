import type { Point } from './frontier';

/** What a visitor may fix about a policy: the most it costs per task, or how often it is right at least. */
export type Wish = { kind: 'cost'; atMost: number } | { kind: 'accuracy'; atLeast: number };

/**
 * Which of a family's operating points answers a wish: of those that cost no more the dearest, or of those that are
 * right often enough the cheapest; among equals the more accurate. Not the most accurate within a cost: over
 * held-out points, picking the luckiest would flatter the family.
 *
 * @param points in any order
 * @returns an index into `points`; undefined where none answers it
 */
export function operatingPoint(points: readonly Point[], wish: Wish): number | undefined {
  const order = points
    .map((_, index) => index)
    .sort((a, b) => points[a].cost - points[b].cost || points[a].accuracy - points[b].accuracy || a - b);
  // Costs and accuracies are sums in some order: a point that misses by rounding does answer.
  return wish.kind === 'cost'
    ? order.findLast((index) => points[index].cost <= wish.atMost * (1 + 1e-9))
    : order.find((index) => points[index].accuracy >= wish.atLeast - 1e-9);
}
