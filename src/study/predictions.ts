import type { Split } from './splits';

/** One fold's predictions, all made by models fitted on its training tasks alone. */
export interface FoldPredictions {
  /** Distribution over the levels, per test task. */
  levels: number[][];
  /** Probability that each model's answer passes, per test task. */
  success: number[][];
  /** The same for the training tasks, out of the inner folds: for choosing operating points. */
  trainSuccess: number[][];
  /** The inverse regularisation strengths that the inner folds chose: of the levels, of each model's success. */
  strengths: { levels: number; success: number[] };
}

/** Predictions of all splits, in their order. */
export type Predictions = FoldPredictions[];

/**
 * Fold predictions put together per task: `levels[repeat][task]`.
 */
export function byRepeat(
  splits: readonly Split[],
  repeats: number,
  values: (fold: number) => number[][],
): number[][][] {
  const result: number[][][] = Array.from({ length: repeats }, () => []);
  splits.forEach(({ repeat, test }, fold) => {
    const predicted = values(fold);
    test.forEach((task, at) => (result[repeat][task] = predicted[at]));
  });
  return result;
}

/** The mean over repeats of each task's distribution. */
export function meanOverRepeats(perRepeat: readonly number[][][]): number[][] {
  return perRepeat[0].map((first, task) =>
    first.map((_, c) => perRepeat.reduce((sum, repeat) => sum + repeat[task][c], 0) / perRepeat.length),
  );
}
