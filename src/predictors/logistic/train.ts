import { stratifiedFolds } from '../../core/folds';
import type { Example, Progress, RunOptions } from '../../core/interfaces';
import type { Random } from '../../core/random';
import { chooseStrength } from './choose-strength';
import { centredGram } from './gram';
import { finalTolerance, Learner, type Lesson } from './learner';
import { linearModels } from './linear-model';
import { inColumns, LogisticPredictor } from './predictor';
import { type ColumnKinds, columnWeights, inverseDocumentFrequencies, weighRow } from './tfidf';

export interface TrainOptions {
  /** Number of classes. */
  classes: number;
  /** What is known of the columns that examples have: a feature table, or `bucketColumns()`. */
  columns: ColumnKinds;
  /** C: one value, or several, ascending, to choose from by cross-validation. */
  strengths: readonly number[];
  /** Deals the examples over the folds of that cross-validation. */
  random: Random;
  innerFolds?: number;
}

/**
 * Fits a complexity model. `onProgress` counts the fits of cross-validation.
 *
 * @throws RangeError where there are no examples, or one's target is no class
 */
export async function trainLogistic(
  examples: readonly Example[],
  { classes, columns: kinds, strengths, random, innerFolds = 5 }: TrainOptions,
  run: RunOptions = {},
): Promise<LogisticPredictor> {
  if (examples.length === 0) throw new RangeError('there are no examples to train on');
  const wrong = examples.find(({ target }) => !(target >= 0 && target < classes && Number.isInteger(target)));
  if (wrong) throw new RangeError(`${wrong.target} is none of ${classes} classes`);

  const columns = columnsMet(examples, kinds.block.length);
  const positions = new Int32Array(kinds.block.length).fill(-1);
  columns.forEach((column, position) => (positions[column] = position));
  const block = Uint8Array.from(columns, (column) => kinds.block[column]);
  const multiplicity = Uint16Array.from(columns, (column) => kinds.multiplicity[column]);
  const rows = examples.map(({ features }) => inColumns(features, positions));
  const idf = inverseDocumentFrequencies(rows, columns.length);
  const weights = columnWeights(idf, { block, multiplicity });
  const gram = centredGram(rows, idf, { block, multiplicity });

  const lesson: Lesson = {
    kind: 'classes',
    rows: examples.map((_, i) => i),
    targets: Array.from({ length: classes }, (_, k) =>
      Float64Array.from(examples, ({ target }) => (target === k ? 1 : 0)),
    ),
  };
  const strength = strengths.length === 1 ? strengths[0] : await choose();
  const learner = new Learner(gram, lesson);
  const solution = learner.fit(new Array(classes).fill(strength), { tolerance: finalTolerance });
  const weighted = rows.map((row) => weighRow(row, weights, block));
  return new LogisticPredictor({
    strength,
    columns,
    block,
    weights,
    learnt: learner.outputs.learnt,
    constants: learner.outputs.constants,
    models: linearModels(weighted, lesson.rows, solution.weights, columns.length),
  });

  async function choose(): Promise<number> {
    const folds = Math.max(1, Math.min(innerFolds, examples.length));
    const inner = stratifiedFolds(
      examples.map(({ target }) => target),
      folds,
      random,
    );
    const choice = await finish(chooseStrength(gram, lesson, strengths, inner), run);
    return choice.strengths[0];
  }
}

/** The columns that some example has, ascending. */
function columnsMet(examples: readonly Example[], columnCount: number): Uint32Array {
  const met = new Uint8Array(columnCount);
  for (const { features } of examples) for (const column of features.columns) met[column] = 1;
  const columns: number[] = [];
  met.forEach((flag, column) => flag && columns.push(column));
  return Uint32Array.from(columns);
}

/** Runs a long computation piece by piece, letting the caller's messages in between. */
async function finish<T>(steps: Generator<Progress, T>, { signal, onProgress }: RunOptions): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const state = steps.next();
    if (state.done) return state.value;
    onProgress?.(state.value);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
