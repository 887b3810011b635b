import { stratifiedFolds } from '../../core/folds';
import type { Example, Progress, RunOptions } from '../../core/interfaces';
import type { Random } from '../../core/random';
import { checkExamples } from '../weighing/examples';
import { trainingSpace } from '../weighing/space';
import { chooseStrength } from './choose-strength';
import { finalTolerance, Learner, type Lesson } from './learner';
import { linearModels } from './linear-model';
import { LogisticPredictor } from './predictor';
import type { ColumnKinds } from './tfidf';

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
  checkExamples(examples, classes);
  const { weighing, rows, gram } = trainingSpace(
    examples.map(({ features }) => features),
    kinds,
  );
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
  return new LogisticPredictor({
    strength,
    ...weighing.state,
    learnt: learner.outputs.learnt,
    constants: learner.outputs.constants,
    models: linearModels(rows, lesson.rows, solution.weights, weighing.state.columns.length),
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

/** Runs a long computation piece by piece, letting the caller's messages in between. */
async function finish<T>(
  steps: Generator<Progress | void, T, void>,
  { signal, onProgress }: RunOptions,
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const state = steps.next();
    if (state.done) return state.value;
    if (!state.value) continue;
    onProgress?.(state.value);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
