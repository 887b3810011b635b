import { type Fold, stratifiedFolds } from '../../core/folds';
import type { Random } from '../../core/random';
import type { Steps } from '../../core/steps';
import type { Chances, Planner } from '../../core/searching/planner';
import { type AfterFailures, fittingAfterFailures, strengths } from '../../predictors/after-failures/model';
import { knownOf, meansOf } from '../../predictors/after-failures/known';
import type { FoldPredictions } from '../predictions';
import type { Planning, PlanKind } from './planning';

const innerFolds = 5;

/** Plans as a plan book numbers them: `[strength][price][task of the fold]`. */
export type PlanTable = Int32Array[][];

type KindsOfPlans = Partial<Record<PlanKind, PlanTable>>;

export interface FoldPlans {
  /** Each made by success predictors that didn’t see the task. */
  train: KindsOfPlans;
  test: KindsOfPlans;
  /** What the plans of a test task, one of the fold’s, rest on. */
  chancesOf(strength: number, at: number): Chances;
  /** What the final predictors make of a training task, given what others that didn’t see it say of its success. */
  chancesOfTrain(strength: number, at: number): Chances;
}

/** Success predictors per history, and what their inputs are centred by. */
export interface Fitted {
  centre: Float64Array;
  /** One per strength. */
  models: AfterFailures[];
}

/**
 * Fits success predictors per history on a fold's training tasks, at each strength, and plans what is best for each
 * task at each price.
 *
 * @param fold positions of tasks
 * @param strata one class per task, to deal training tasks over inner folds
 */
export function* planningFold(
  planning: Planning,
  { train, test }: Fold,
  { success, trainSuccess }: Pick<FoldPredictions, 'success' | 'trainSuccess'>,
  strata: Int32Array,
  random: Random,
): Steps<FoldPlans & Fitted> {
  const { graph, groups, steps, prices, planners, book } = planning;
  const width = graph.models;
  const centre = meansOf(trainSuccess.map((row) => knownOf(row)));
  const [trainKnown, testKnown] = [trainSuccess, success].map((rows) =>
    rows.map((row) => knownOf(row, centre)),
  );
  const inner = stratifiedFolds(
    train.map((task) => strata[task]),
    Math.min(innerFolds, train.length),
    random,
  );
  const fit = (positions: readonly number[]) =>
    fittingAfterFailures(
      {
        ...{ tree: graph, groups, steps, width },
        tasks: positions.map((at) => train[at]),
        known: Float64Array.from(positions.flatMap((at) => [...trainKnown[at]])),
      },
      strengths,
    );
  const wanted = Object.entries(planners) as [PlanKind, Planner][];
  // Kinds that can't differ share a planner, and what it plans.
  const different = [...new Set(Object.values(planners))];
  const empty = (tasks: number) =>
    different.map(() => strengths.map(() => prices.map(() => new Int32Array(tasks))));
  const result = { train: empty(train.length), test: empty(test.length) };
  const plansOf = (chances: Chances) => different.map((planner) => planner.plansAt(chances, prices, book));
  function* plan(
    models: readonly AfterFailures[],
    tasks: readonly number[],
    known: readonly Float64Array[],
    plans: readonly PlanTable[],
  ): Steps<void> {
    for (const [strength, model] of models.entries()) {
      // Without slopes all tasks are the same.
      const everyone = strengths[strength] === 0 ? plansOf(model.chancesOf(centre)) : undefined;
      for (const at of tasks) {
        yield;
        const own = everyone ?? plansOf(model.chancesOf(known[at]));
        for (let p = 0; p < own.length; p++) {
          const [numbers, table] = [own[p], plans[p][strength]];
          for (let price = 0; price < numbers.length; price++) table[price][at] = numbers[price];
        }
      }
    }
  }
  for (const fold of inner) yield* plan(yield* fit(fold.train), fold.test, trainKnown, result.train);
  const models = yield* fit(train.map((_, at) => at));
  yield* plan(models, [...test.keys()], testKnown, result.test);
  const byKind = (tables: readonly PlanTable[]): KindsOfPlans =>
    Object.fromEntries(wanted.map(([kind, planner]) => [kind, tables[different.indexOf(planner)]]));
  return {
    train: byKind(result.train),
    test: byKind(result.test),
    centre,
    models,
    chancesOf: (strength, at) => models[strength].chancesOf(testKnown[at]),
    chancesOfTrain: (strength, at) => models[strength].chancesOf(trainKnown[at]),
  };
}
