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
 * @param firstTwin per task the first one of the same text, itself where there is none before: in whose fold it is,
 *   where there are ten different texts at least
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

const differentTexts = (firstTwin: Int32Array) => firstTwin.filter((first, i) => first === i).length;

/** Of fewer different texts a fold might hold all, and leave nothing to learn from. */
const canBeTogether = (firstTwin: Int32Array) => differentTexts(firstTwin) >= 2 * foldsPerRepeat;

function withTwinsTogether(folds: readonly Fold[], firstTwin: Int32Array): Fold[] {
  if (!canBeTogether(firstTwin)) return [...folds];
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
  const texts = differentTexts(firstTwin);
  const twins = firstTwin.length - texts;
  const [{ train, test }] = splits;
  const isPart = train.length + test.length < firstTwin.length;
  return [
    `${repeats} x ${foldsPerRepeat}-fold`,
    'stratified',
    'nested',
    isPart &&
      `each fold learning from ${train.length} tasks drawn from its ${firstTwin.length - test.length}`,
    twins > 0 &&
      (canBeTogether(firstTwin)
        ? `${twins} ${twins === 1 ? 'task' : 'tasks'} kept on the side of another of the same text`
        : `no more than ${texts} texts being different, the same to learn from and to test on`),
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
