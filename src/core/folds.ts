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
