import type { Example } from '../../core/interfaces';
import { logLoss } from '../../core/statistics/classification';
import { checkExamples, classCounts, type ClassOptions } from '../weighing/examples';
import { trainingSpace, type TrainingSpace } from '../weighing/space';
import { lengthOf } from './cosines';
import { NeighboursPredictor } from './predictor';
import { nearest, vote } from './vote';

/** Numbers of neighbours to choose from. */
export const defaultNeighbours: readonly number[] = [1, 3, 5, 10, 15, 25, 40, 60, 90, 140];

/**
 * Remembers the examples, and how many neighbours are best asked: those with the least log-loss where each example
 * in turn is predicted from the others (the most of equal ones).
 *
 * @param options.neighbours numbers to choose from
 * @throws RangeError where there are no examples, or one's target is no class
 */
export function trainNeighbours(
  examples: readonly Example[],
  options: Omit<ClassOptions, 'seed'> & { neighbours?: readonly number[] },
): NeighboursPredictor {
  const { classes, columns, neighbours = defaultNeighbours } = options;
  checkExamples(examples, classes);
  const features = examples.map((example) => example.features);
  const space = options.space ?? trainingSpace(features, columns);
  const targets = Uint32Array.from(examples, ({ target }) => target);
  const counts = classCounts(examples, classes);
  return new NeighboursPredictor({
    neighbours: chooseNeighbours(space, targets, counts, neighbours),
    classes,
    weighing: space.weighing,
    rows: space.rows,
    targets,
  });
}

function chooseNeighbours(
  { rows, gram }: TrainingSpace,
  targets: Uint32Array,
  counts: readonly number[],
  choices: readonly number[],
): number {
  // Of more neighbours than there are others nothing could be learnt here.
  const possible = choices.filter((k) => k < rows.length);
  if (possible.length < 2) return possible[0] ?? 1;
  const most = Math.max(...possible);
  const lengths = rows.map(lengthOf);
  const entry = (i: number, j: number) => gram.entries[i * gram.size + j];
  // Taking the mean row from each leaves distances as they were; products follow from them.
  const cosine = (i: number, j: number) => {
    if (lengths[i] === 0 || lengths[j] === 0) return 0;
    const distance = entry(i, i) + entry(j, j) - 2 * entry(i, j);
    return (lengths[i] ** 2 + lengths[j] ** 2 - distance) / (2 * lengths[i] * lengths[j]);
  };
  const losses = possible.map(() => 0);
  rows.forEach((_, i) => {
    const others = nearest(
      Float64Array.from(rows, (_, j) => cosine(i, j)),
      most,
      i,
    );
    const frequencies = counts.map((count, c) => (count - Number(c === targets[i])) / (rows.length - 1));
    possible.forEach((k, at) => {
      losses[at] += logLoss(vote(others.slice(0, k), targets, frequencies), targets[i]);
    });
  });
  return possible[losses.lastIndexOf(Math.min(...losses))];
}
