import { type Fold, stratifiedFolds } from '../core/folds';
import { randomStream } from '../core/random';

export const repeats = 5;
export const foldsPerRepeat = 5;

/** A fold, and which of the repeats it belongs to. */
export interface Split extends Fold {
  repeat: number;
}

/** 5 times 5-fold, stratified by label (tasks without one are a class of their own), seeded. */
export function makeSplits(target: Int32Array, seed: number): Split[] {
  return Array.from({ length: repeats }, (_, repeat) =>
    stratifiedFolds([...target], foldsPerRepeat, randomStream(seed, `folds ${repeat}`)).map((fold) => ({
      ...fold,
      repeat,
    })),
  ).flat();
}

/** The mean of values over some of their indices. */
export function meanOver(values: Float64Array, indices: readonly number[]): number {
  let sum = 0;
  for (const index of indices) sum += values[index];
  return sum / indices.length;
}
