import { type Fold, stratifiedFolds } from '../../core/folds';
import type { Random } from '../../core/random';
import type { Steps } from '../../core/steps';
import { bestSequences, outlookOf } from '../../core/verifying/plan';
import type { RecordedSteps } from '../../core/verifying/recorded';
import type { SequenceTree } from '../../core/verifying/sequences';
import { type AfterFailures, chancesOf, fittingAfterFailures } from '../../predictors/after-failures/model';
import { logit } from '../../predictors/after-failures/ridge';
import type { FoldPredictions } from '../predictions';

/** Values of C of the slopes on predicted success; 0: the prompt counts for nothing. */
export const strengths: readonly number[] = [0, 0.01, 0.1, 1];

const innerFolds = 5;

/** Predictions nearer to certainty than this are not believed. */
const certainty = 0.01;

/** What all plans are made of. */
export interface Planning {
  tree: SequenceTree;
  steps: RecordedSteps;
  unitCosts: readonly number[];
  /** What one unit cost must bring in accuracy, ascending. */
  prices: readonly number[];
}

/** Positions of sequences in the tree, `[strength][price][task of the fold]`. */
export interface FoldPlans {
  /** Each made by success predictors that didn't see the task. */
  train: Int32Array[][];
  test: Int32Array[][];
}

/**
 * Fits success predictors per history on a fold's training tasks, at each strength, and plans the best sequence for
 * each task at each price.
 *
 * @param fold positions of tasks
 * @param strata one class per task, to deal training tasks over inner folds
 */
export function* planningFold(
  { tree, steps, unitCosts, prices }: Planning,
  { train, test }: Fold,
  { success, trainSuccess }: Pick<FoldPredictions, 'success' | 'trainSuccess'>,
  strata: Int32Array,
  random: Random,
): Steps<FoldPlans> {
  const width = tree.models;
  const known = logOdds(trainSuccess, width);
  const centre = meansOf(known, width);
  const [trainKnown, testKnown] = [known, logOdds(success, width)].map((rows) =>
    rows.map((value, at) => value - centre[at % width]),
  );
  const inner = stratifiedFolds(
    train.map((task) => strata[task]),
    Math.min(innerFolds, train.length),
    random,
  );
  const rowOf = (rows: Float64Array, at: number) => rows.subarray(at * width, (at + 1) * width);
  const fit = (positions: readonly number[]) =>
    fittingAfterFailures(
      {
        ...{ tree, steps, width },
        tasks: positions.map((at) => train[at]),
        known: Float64Array.from(positions.flatMap((at) => [...rowOf(trainKnown, at)])),
      },
      strengths,
    );
  const empty = (tasks: number) => strengths.map(() => prices.map(() => new Int32Array(tasks)));
  const result: FoldPlans = { train: empty(train.length), test: empty(test.length) };
  const plan = (models: readonly AfterFailures[], row: Float64Array, at: number, plans: Int32Array[][]) => {
    models.forEach((model, strength) => {
      const best = bestSequences(outlookOf(tree, chancesOf(model, row), unitCosts), prices);
      best.forEach((sequence, price) => (plans[strength][price][at] = sequence));
    });
  };
  for (const fold of inner) {
    const models = yield* fit(fold.train);
    for (const at of fold.test) {
      yield;
      plan(models, rowOf(trainKnown, at), at, result.train);
    }
  }
  const models = yield* fit(train.map((_, at) => at));
  for (const at of test.keys()) {
    yield;
    plan(models, rowOf(testKnown, at), at, result.test);
  }
  return result;
}

/** Row by row. */
function logOdds(probabilities: readonly (readonly number[])[], width: number): Float64Array {
  const result = new Float64Array(probabilities.length * width);
  probabilities.forEach((row, i) =>
    row.forEach((probability, k) => {
      result[i * width + k] = logit(Math.min(Math.max(probability, certainty), 1 - certainty));
    }),
  );
  return result;
}

function meansOf(rows: Float64Array, width: number): Float64Array {
  const means = new Float64Array(width);
  rows.forEach((value, at) => (means[at % width] += (value * width) / rows.length));
  return means;
}
