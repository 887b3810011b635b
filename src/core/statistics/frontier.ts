/** A policy's or a family's place on the plane that everything here is judged on. */
export interface Point {
  cost: number;
  accuracy: number;
}

/** A coin flip between two items: the first with probability 1 - weight, the second with `weight`. */
export interface Mix {
  first: number;
  second: number;
  weight: number;
}

/**
 * The upper concave hull of points, from the cheapest to the most accurate: what a coin flip between two of them
 * can reach at each cost.
 *
 * @returns indices into `points`, cost and accuracy strictly ascending; of equal points the first
 */
export function concaveHull(points: readonly Point[]): number[] {
  const order = points
    .map((_, index) => index)
    .sort((a, b) => points[a].cost - points[b].cost || points[b].accuracy - points[a].accuracy || a - b);
  const hull: number[] = [];
  for (const index of order) {
    const point = points[index];
    if (hull.length && point.accuracy <= points[hull[hull.length - 1]].accuracy) continue;
    while (hull.length >= 2) {
      const a = points[hull[hull.length - 2]];
      const b = points[hull[hull.length - 1]];
      const isBelow =
        (b.accuracy - a.accuracy) * (point.cost - a.cost) <=
        (point.accuracy - a.accuracy) * (b.cost - a.cost);
      if (!isBelow) break;
      hull.pop();
    }
    hull.push(index);
  }
  return hull;
}

/** The mix on a hull that pays at most `budget` in expectation; the cheapest vertex where that is too little. */
export function mixAtCost(points: readonly Point[], hull: readonly number[], budget: number): Mix {
  return mixAt(hull, (index) => points[index].cost, budget);
}

/** The cheapest mix on a hull that reaches this accuracy; the most accurate vertex where none does. */
export function mixAtAccuracy(points: readonly Point[], hull: readonly number[], accuracy: number): Mix {
  return mixAt(hull, (index) => points[index].accuracy, accuracy);
}

function mixAt(hull: readonly number[], coordinate: (index: number) => number, wanted: number): Mix {
  const next = hull.findIndex((index) => coordinate(index) >= wanted);
  if (next <= 0) {
    const index = next === 0 ? hull[0] : hull[hull.length - 1];
    return { first: index, second: index, weight: 0 };
  }
  const [first, second] = [hull[next - 1], hull[next]];
  const weight = (wanted - coordinate(first)) / (coordinate(second) - coordinate(first));
  return { first, second, weight };
}

/**
 * The accuracy of a frontier at a cost, drawn as straight lines between its points and flat beyond its ends.
 *
 * @param points in ascending order of cost
 */
export function accuracyAtCost(points: readonly Point[], cost: number): number {
  if (cost <= points[0].cost) return points[0].accuracy;
  for (let i = 1; i < points.length; i++) {
    if (cost <= points[i].cost) return between(points[i - 1], points[i], cost);
  }
  return points[points.length - 1].accuracy;
}

/**
 * The mean accuracy of a frontier over costs from `from` to `to`, drawn as straight lines between its points and
 * flat beyond its ends. The difference of two frontiers' means is the area between them over the width.
 *
 * @param points in ascending order of cost
 */
export function meanAccuracyOverCost(points: readonly Point[], from: number, to: number): number {
  const accuracyAt = (cost: number) => accuracyAtCost(points, cost);
  let area = 0;
  let left = from;
  let leftAccuracy = accuracyAt(from);
  for (const point of points) {
    if (point.cost <= left || point.cost >= to) continue;
    area += ((leftAccuracy + point.accuracy) / 2) * (point.cost - left);
    left = point.cost;
    leftAccuracy = point.accuracy;
  }
  area += ((leftAccuracy + accuracyAt(to)) / 2) * (to - left);
  return area / (to - from);
}

function between(a: Point, b: Point, cost: number): number {
  return b.cost === a.cost
    ? Math.max(a.accuracy, b.accuracy)
    : a.accuracy + ((b.accuracy - a.accuracy) * (cost - a.cost)) / (b.cost - a.cost);
}

/**
 * The smallest cost at which a frontier reaches an accuracy, between its points too; Infinity where it doesn't.
 *
 * @param points in ascending order of cost
 */
export function costToReach(points: readonly Point[], accuracy: number): number {
  if (points[0].accuracy >= accuracy) return points[0].cost;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (b.accuracy < accuracy) continue;
    return a.cost + ((accuracy - a.accuracy) / (b.accuracy - a.accuracy)) * (b.cost - a.cost);
  }
  return Infinity;
}
