import { type Random, shuffled } from './random';

/** Indices into the items that were split. */
export interface Fold {
  train: number[];
  test: number[];
}

/**
 * Stratified k-fold split: each class is dealt over the folds in turn, shuffled, so that every fold holds its
 * share of each class within one.
 *
 * @param classes one class per item
 * @param k number of folds, at least 2
 */
export function stratifiedFolds(classes: readonly number[], k: number, random: Random): Fold[] {
  const members = new Map<number, number[]>();
  classes.forEach((value, index) => {
    const list = members.get(value);
    if (list) list.push(index);
    else members.set(value, [index]);
  });
  const foldOf = new Int32Array(classes.length);
  let next = 0;
  for (const value of [...members.keys()].sort((a, b) => a - b)) {
    for (const index of shuffled(members.get(value)!, random)) foldOf[index] = next++ % k;
  }
  return Array.from({ length: k }, (_, fold) => {
    const train: number[] = [];
    const test: number[] = [];
    foldOf.forEach((value, index) => (value === fold ? test : train).push(index));
    return { train, test };
  });
}

/**
 * A random part of items that holds its share of each class within one, in their order.
 *
 * @param classOf of each of the items
 */
export function stratifiedSample<T>(
  items: readonly T[],
  classOf: (item: T) => number,
  count: number,
  random: Random,
): T[] {
  if (items.length <= count) return [...items];
  const members = new Map<number, number[]>();
  items.forEach((item, at) => {
    const list = members.get(classOf(item));
    if (list) list.push(at);
    else members.set(classOf(item), [at]);
  });
  const lists = [...members].sort(([a], [b]) => a - b).map(([, list]) => shuffled(list, random));
  const taken = quotas(
    lists.map((list) => list.length),
    count,
  );
  return lists
    .flatMap((list, c) => list.slice(0, taken[c]))
    .sort((a, b) => a - b)
    .map((at) => items[at]);
}

/** How many of each group, in proportion to its size: by the method of largest remainders. */
export function quotas(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (size * count) / total);
  const result = exact.map(Math.floor);
  const byRemainder = exact
    .map((value, group) => ({ group, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.group - b.group);
  const left = count - result.reduce((sum, quota) => sum + quota, 0);
  for (const { group } of byRemainder.slice(0, left)) result[group]++;
  return result;
}
