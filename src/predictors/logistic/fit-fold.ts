import type { FeatureTable } from '../../core/features';
import { type Fold, stratifiedFolds } from '../../core/folds';
import { type Random, randomInteger, randomStream } from '../../core/random';
import { atOnce, type Steps } from '../../core/steps';
import { chooseStrength, defaultStrengths } from './choose-strength';
import { centringGram, type Gram } from './gram';
import { finalTolerance, Learner, type Lesson, type Outputs, probabilitiesOf } from './learner';
import { type LinearModel, linearModels, marginOf } from './linear-model';
import { columnWeights, inverseDocumentFrequencies, type WeightedRow, weighRow } from './tfidf';

/** What is to be predicted of the rows of a table. */
export interface FoldProblems {
  /** A class index 0 .. count - 1 per row, or -1: not trained on, but predicted. */
  classes?: { target: Int32Array; count: number };
  /** Independent rates: each a share in [0, 1] per row. */
  rates?: readonly Float64Array[];
}

export interface FoldOptions {
  /** Deals the rows over the inner folds. */
  random: Random;
  /** Values of C to choose from, ascending. */
  strengths?: readonly number[];
  innerFolds?: number;
}

/** Probabilities `[row][class or rate]` for the rows of the fold, in its order. */
export interface FoldProbabilities {
  test: number[][];
  /** Each from an inner fit that didn't see the row, at the strength that all inner folds together chose. */
  train: number[][];
}

/** Several logistic regressions over the same rows. */
export interface FittedOutputs {
  outputs: Outputs;
  /** One per output that is learnt, over the columns of the table. */
  models: LinearModel[];
}

/** What was fitted on a fold's training rows; strengths are values of C. */
export interface FoldFit {
  classes?: FoldProbabilities & FittedOutputs & { strength: number };
  rates?: FoldProbabilities & FittedOutputs & { strengths: number[] };
}

/** A fold's rows, weighed by what its training rows say. */
interface WeighedFold {
  train: WeightedRow[];
  test: WeightedRow[];
  gram: Gram;
  columnCount: number;
}

/**
 * One fold of nested cross-validation: TF-IDF fitted on the training rows, the strength of regularisation chosen
 * by cross-validation inside them, and a fit at that strength on all of them. No test row's target is looked at.
 *
 * @param fold row indices of the table
 * @throws RangeError where there is no training row
 */
export function fitFold(
  table: FeatureTable,
  fold: Fold,
  problems: FoldProblems,
  options: FoldOptions,
): FoldFit {
  return atOnce(fittingFold(table, fold, problems, options));
}

/** `fitFold`, piece by piece. */
export function* fittingFold(
  table: FeatureTable,
  fold: Fold,
  { classes, rates }: FoldProblems,
  { random, strengths = defaultStrengths, innerFolds = 5 }: FoldOptions,
): Steps<FoldFit> {
  if (fold.train.length === 0) throw new RangeError('there are no rows to train on');
  const seed = randomInteger(random, 2 ** 32);
  const weighed = yield* weighingFold(table, fold);
  yield;
  const fit = (lesson: Lesson, strata: number[], name: string) => {
    const inner = stratifiedFolds(
      strata,
      Math.max(1, Math.min(innerFolds, strata.length)),
      randomStream(seed, name),
    );
    return fitLesson(weighed, lesson, strengths, inner);
  };
  const result: FoldFit = {};
  if (classes) {
    const labels = fold.train.map((row) => classes.target[row]);
    const rows = labels.flatMap((label, i) => (label >= 0 ? [i] : []));
    const targets = Array.from({ length: classes.count }, (_, k) =>
      Float64Array.from(rows, (i) => (labels[i] === k ? 1 : 0)),
    );
    const strata = rows.map((i) => labels[i]);
    const { strengths: chosen, ...predicted } = yield* fit(
      { kind: 'classes', rows, targets },
      strata,
      'classes',
    );
    result.classes = { ...predicted, strength: chosen[0] };
  }
  if (rates) {
    const rows = fold.train.map((_, i) => i);
    const targets = rates.map((rate) => Float64Array.from(fold.train, (row) => rate[row]));
    const strata = rows.map((i) => targets.reduce((code, target) => 2 * code + Math.round(target[i]), 0));
    result.rates = yield* fit({ kind: 'rates', rows, targets }, strata, 'rates');
  }
  return result;
}

function* weighingFold(table: FeatureTable, fold: Fold): Steps<WeighedFold> {
  const rows = fold.train.map((row) => table.rows[row]);
  const columnCount = table.block.length;
  const idf = inverseDocumentFrequencies(rows, columnCount);
  const weights = columnWeights(idf, table);
  const train = rows.map((row) => weighRow(row, weights, table.block));
  yield;
  const test = fold.test.map((row) => weighRow(table.rows[row], weights, table.block));
  yield;
  return {
    train,
    test,
    gram: yield* centringGram(rows, idf, table),
    columnCount,
  };
}

function* fitLesson(
  { train, test, gram, columnCount }: WeighedFold,
  lesson: Lesson,
  strengths: readonly number[],
  inner: readonly Fold[],
): Steps<FoldProbabilities & FittedOutputs & { strengths: number[] }> {
  const choosing = chooseStrength(gram, lesson, strengths, inner);
  let state = choosing.next();
  while (!state.done) {
    yield;
    state = choosing.next();
  }
  const choice = state.value;
  const learner = new Learner(gram, lesson);
  const { weights } = yield* learner.fitting(choice.strengths, { tolerance: finalTolerance });
  const models = linearModels(train, lesson.rows, weights, columnCount);
  const predict = (rows: readonly WeightedRow[]) => {
    const margins = Float64Array.from(models.flatMap((model) => rows.map((row) => marginOf(model, row))));
    const probabilities = probabilitiesOf(learner.outputs, margins, rows.length);
    return rows.map((_, i) => probabilities.map((values) => values[i]));
  };
  const position = new Map(lesson.rows.map((row, i) => [row, i]));
  // Rows that were not learnt from are unseen by the final fit as well.
  const others = train.flatMap((_, row) => (position.has(row) ? [] : [row]));
  const predictedOthers = new Map(predict(others.map((row) => train[row])).map((p, i) => [others[i], p]));
  return {
    outputs: learner.outputs,
    models,
    strengths: choice.strengths,
    test: predict(test),
    train: train.map(
      (_, row) =>
        predictedOthers.get(row) ?? choice.probabilities.map((values) => values[position.get(row)!]),
    ),
  };
}
