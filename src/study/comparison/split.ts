import type { Experiment } from '../../core/experiment';
import { type Fold, quotas } from '../../core/folds';
import { randomStream, shuffled } from '../../core/random';
import { labelTasks } from '../labels';

/** How large the two parts are: a share of all tasks to test on, the others to train on; or so many of each. */
export type HoldoutSize = { share: number } | { counts: { train: number; test: number } };

/** Section 4.1: of 180 labels, 144 to train on and 36 to test on. */
export const paperHoldout = { counts: { train: 144, test: 36 } } as const satisfies HoldoutSize;

/** A fifth of all tasks to test on, where there are too few for the paper's numbers. */
export const fifthHoldout = { share: 0.2 } as const satisfies HoldoutSize;

/** The paper's numbers where there are tasks enough, else a fifth to test on. */
export function defaultHoldout(labelledTasks: number): HoldoutSize {
  const { train, test } = paperHoldout.counts;
  return labelledTasks >= train + test ? paperHoldout : fifthHoldout;
}

/**
 * One split into tasks to train on and tasks to test on. Each part has its share of each level, within one task;
 * who is drawn depends on the seed alone.
 *
 * @param levels the level of each task; tasks with a negative one have no label and are in neither part
 * @returns indices into `levels`, ascending
 * @throws RangeError where there are fewer labelled tasks than are asked for, or a part would be empty
 */
export function holdoutSplit(levels: readonly number[], options: HoldoutSize & { seed: number }): Fold {
  const classes = [...new Set(levels.filter((level) => level >= 0))].sort((a, b) => a - b);
  const random = randomStream(options.seed, 'holdout');
  const members = classes.map((level) =>
    shuffled(
      levels.flatMap((other, index) => (other === level ? [index] : [])),
      random,
    ),
  );
  const labelled = members.reduce((sum, list) => sum + list.length, 0);
  const { train, test } = countsOf(labelled, options);
  const take = (count: number) =>
    quotas(
      members.map((list) => list.length),
      count,
    )
      .flatMap((quota, c) => members[c].splice(0, quota))
      .sort((a, b) => a - b);
  return { test: take(test), train: take(train) };
}

/**
 * A split of which no training task has the text of a test task: those are left out, as a model would be tested on
 * what it was told.
 *
 * @param texts of the tasks; empty where they aren't known, which leaves out none
 */
export function withoutTwins({ train, test }: Fold, texts: readonly string[]): Fold & { leftOut: number } {
  const tested = new Set(test.map((at) => texts[at]));
  const learnt = train.filter((at) => texts.length === 0 || !tested.has(texts[at]));
  return { train: learnt, test, leftOut: train.length - learnt.length };
}

function countsOf(labelled: number, size: HoldoutSize): { train: number; test: number } {
  const test = 'share' in size ? Math.round(size.share * labelled) : size.counts.test;
  const train = 'share' in size ? labelled - test : size.counts.train;
  if (!(train >= 1 && test >= 1 && Number.isInteger(train) && Number.isInteger(test))) {
    throw new RangeError(`a split needs tasks to train on and to test on, not ${train} and ${test}`);
  }
  if (train + test > labelled) {
    throw new RangeError(`${train} and ${test} tasks are asked for, and ${labelled} have a label`);
  }
  return { train, test };
}

/**
 * The same split of an experiment's labelled tasks, by their ids: what to train a model on elsewhere, so that it
 * can be compared on the tasks that it has not seen. Without a size, it is that of `defaultHoldout`.
 *
 * @throws RangeError as `holdoutSplit` does
 */
export function holdoutTasks(
  experiment: Experiment,
  { seed, size }: { seed: number; size?: HoldoutSize },
): { train: string[]; test: string[] } {
  const { tasks, target } = labelTasks(experiment, false);
  const { train, test } = holdoutSplit([...target], { ...(size ?? defaultHoldout(tasks.length)), seed });
  const idOf = (i: number) => experiment.tasks[tasks[i]].id;
  return { train: train.map(idOf), test: test.map(idOf) };
}
