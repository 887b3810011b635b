import type { FeatureTable } from '../../core/features';
import type { Fold } from '../../core/folds';
import { randomStream } from '../../core/random';
import { contrast } from '../../core/statistics/contrast';
import type { Steps } from '../../core/steps';
import { fittingFold } from '../../predictors/logistic/fit-fold';
import type { Labelled } from '../labels';
import { withPauses } from '../pauses';
import { Resampling } from '../resampling';
import type { Setup } from '../setup';
import { inPageModels, predictingFold } from './in-page';
import { logisticModel } from './logistic-model';
import type { ComparisonReport, ExternalPredictor } from './report';
import { type Contestant, scoringContestants } from './score';
import { defaultHoldout, holdoutSplit, type HoldoutSize } from './split';

export interface HoldoutOptions {
  size?: HoldoutSize;
  signal?: AbortSignal;
}

/**
 * All complexity models on the same test tasks of one split, those that were trained elsewhere too.
 *
 * @throws RangeError where a task isn't predicted, or not by a distribution over the levels; as `holdoutSplit`
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function compareOnHoldout(
  setup: Setup,
  table: FeatureTable,
  external: readonly ExternalPredictor[],
  { size = defaultHoldout(setup.labelled.kept.filter(Boolean).length), signal }: HoldoutOptions,
): Promise<ComparisonReport['holdout']> {
  const { seed, experiment, labelled } = setup;
  const split = holdoutSplit([...labelled.target], { ...size, seed });
  const idOf = (i: number) => experiment.tasks[labelled.tasks[i]].id;
  const [train, test] = [split.train.map(idOf), split.test.map(idOf)];
  const predicted = await withPauses(predictingFold(setup, table, split, seed), signal);
  const logistic = await withPauses(logisticOn(setup, table, split, seed), signal);
  const contestants: Contestant[] = [
    ...inPageModels.map((model, m) => ({ ...model, costPerTask: 0, perRepeat: [predicted[m]] })),
    { ...logisticModel, costPerTask: 0, perRepeat: [logistic] },
    ...external.map((model) => ({
      sentence: 'Trained outside the page.',
      ...model,
      perRepeat: [test.map((id) => predictionOf(model, id, labelled.levels.length))],
    })),
  ];
  const protocol = `one split, ${train.length} tasks to train on and ${test.length} to test on, stratified, nested, seed ${seed}`;
  const contest = {
    protocol,
    labelled: partOf(labelled, split.test),
    tiers: setup.tiers,
    unitCosts: setup.unitCosts,
    resampling: Resampling.of(test.length, seed),
    seed,
  };
  const parts = [...split.test, ...split.train];
  return {
    protocol,
    tasks: test.length,
    rows: await withPauses(scoringContestants(contest, contestants), signal),
    train,
    test,
    // Neither part is empty.
    contrast: contrast(
      parts.map((i) => labelled.target[i]),
      parts.map((_, at) => at < test.length),
      { classes: labelled.levels.length, random: randomStream(seed, 'test and training') },
    )!,
  };
}

/** The study's own predictor, trained on one fold: distributions over levels, per test task. */
export function* logisticOn(
  { labelled }: Setup,
  table: FeatureTable,
  fold: Fold,
  seed: number,
): Steps<number[][]> {
  const classes = { target: labelled.target, count: labelled.levels.length };
  const random = randomStream(seed, 'holdout inner folds');
  return (yield* fittingFold(table, fold, { classes }, { random })).classes!.test;
}

function predictionOf({ name, predictions }: ExternalPredictor, id: string, levels: number): number[] {
  if (!Object.hasOwn(predictions, id)) throw new RangeError(`${name} has no prediction for task ${id}`);
  const distribution = predictions[id];
  const sum = distribution.reduce((a, b) => a + b, 0);
  const fits =
    distribution.length === levels && distribution.every((p) => p >= 0) && Math.abs(sum - 1) < 1e-6;
  if (!fits)
    throw new RangeError(`${name}’s prediction for task ${id} is no distribution over ${levels} levels`);
  return distribution;
}

/** Some of the tasks. */
function partOf(labelled: Labelled, tasks: readonly number[]): Labelled {
  return {
    tasks: tasks.map((i) => labelled.tasks[i]),
    kept: tasks.map((i) => labelled.kept[i]),
    level: tasks.map((i) => labelled.level[i]),
    target: Int32Array.from(tasks, (i) => labelled.target[i]),
    shares: labelled.shares.map((column) => Float64Array.from(tasks, (i) => column[i])),
    levels: labelled.levels,
  };
}
