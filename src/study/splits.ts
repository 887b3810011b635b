import { type Fold, stratifiedFolds, stratifiedSample } from '../core/folds';
import { randomStream } from '../core/random';

export const repeats = 5;
export const foldsPerRepeat = 5;

/** A fold with more training tasks than this learns from a part of them: what is fitted grows with their square. */
export const mostTrainingTasks = 1000;

/** A fold, and which of the repeats it belongs to. */
export interface Split extends Fold {
  repeat: number;
}

/**
 * 5 times 5-fold, stratified by label (tasks without one are a class of their own), seeded.
 *
 * @param target of each task; -1 where it has no label
 * @param firstTwin per task the first one of the same text, itself where there is none before: in whose fold it is
 */
export function makeSplits(target: Int32Array, firstTwin: Int32Array, seed: number): Split[] {
  return Array.from({ length: repeats }, (_, repeat) =>
    withTwinsTogether(
      stratifiedFolds([...target], foldsPerRepeat, randomStream(seed, `folds ${repeat}`)),
      firstTwin,
    ).map(({ train, test }, f) => {
      const random = randomStream(seed, `training tasks ${repeat} ${f}`);
      return { train: stratifiedSample(train, (i) => target[i], mostTrainingTasks, random), test, repeat };
    }),
  ).flat();
}

function withTwinsTogether(folds: readonly Fold[], firstTwin: Int32Array): Fold[] {
  const foldOf = new Int32Array(firstTwin.length);
  folds.forEach(({ test }, f) => test.forEach((i) => (foldOf[i] = f)));
  firstTwin.forEach((first, i) => (foldOf[i] = foldOf[first]));
  const all = Array.from(foldOf, (_, i) => i);
  return folds.map((_, f) => ({
    train: all.filter((i) => foldOf[i] !== f),
    test: all.filter((i) => foldOf[i] === f),
  }));
}

/** The protocol of what is predicted over splits, to be read beside its figures. */
export function protocolOf(splits: readonly Split[], firstTwin: Int32Array, seed: number): string {
  const twins = firstTwin.filter((first, i) => first !== i).length;
  const [{ train, test }] = splits;
  const isPart = train.length + test.length < firstTwin.length;
  return [
    `${repeats} x ${foldsPerRepeat}-fold`,
    'stratified',
    'nested',
    isPart &&
      `each fold learning from ${train.length} tasks drawn from its ${firstTwin.length - test.length}`,
    twins > 0 && `${twins} ${twins === 1 ? 'task' : 'tasks'} of the same text as another on its side`,
    `seed ${seed}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** The mean of values over some of their indices. */
export function meanOver(values: Float64Array, indices: readonly number[]): number {
  let sum = 0;
  for (const index of indices) sum += values[index];
  return sum / indices.length;
}
