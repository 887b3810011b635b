import type { Example } from '../../core/interfaces';
import type { ColumnKinds } from '../logistic/tfidf';
import type { TrainingSpace } from './space';

/** What every predictor of classes needs to be trained. */
export interface ClassOptions {
  /** Number of classes. */
  classes: number;
  /** What is known of the columns that examples have: a feature table, or `bucketColumns()`. */
  columns: ColumnKinds;
  /** Deals the examples over the folds in which something is chosen. */
  seed: number;
  /** The examples' own training space, where it is at hand: in the order of the examples. */
  space?: TrainingSpace;
}

/** @throws RangeError where there are no examples, or one's target is no class */
export function checkExamples(examples: readonly Pick<Example, 'target'>[], classes: number): void {
  if (examples.length === 0) throw new RangeError('there are no examples to train on');
  const wrong = examples.find(({ target }) => !(target >= 0 && target < classes && Number.isInteger(target)));
  if (wrong) throw new RangeError(`${wrong.target} is none of ${classes} classes`);
}

/** How often each class occurs. */
export function classCounts(examples: readonly Pick<Example, 'target'>[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const { target } of examples) counts[target]++;
  return counts;
}
