import type { Fold } from '../../core/folds';
import type { Steps } from '../../core/steps';
import type { Gram } from './gram';
import { innerTolerance, Learner, type Lesson, partOf, probabilitiesOf } from './learner';
import { packEntries, type PackedMatrix } from './matrix';
import { multiply } from './multiply';
import type { Solution } from './newton';

/** Strengths C, from strong to weak regularisation, that suit texts of a sentence or two. */
export const defaultStrengths: readonly number[] = [0.03, 0.1, 0.3, 1, 3, 10, 30];

/** Where all losses are this much above their least, still weaker regularisation is not tried. */
const worthTrying = 1.002;

/** What cross-validation found for each output; classes have one strength in common. */
export interface Choice {
  strengths: number[];
  /** Per output the rows' probabilities, each from a fit that didn't see the row, at the strength chosen. */
  probabilities: Float64Array[];
}

/** One fold's part of cross-validation, and where its path of fits stands. */
interface Part {
  fold: Fold;
  learner: Learner;
  /** Products of the held-out rows with the training rows. */
  heldOut: PackedMatrix;
  solution?: Solution;
}

/**
 * Cross-validates a lesson along a path of strengths, each fit starting from the one before, and picks for each
 * output the strength with the least log-loss over held-out rows (the strongest regularisation of equal ones).
 * Yields after each fit how many are done at most, and nothing in the midst of one.
 *
 * @param strengths ascending
 * @param folds positions in the lesson's rows
 */
export function* chooseStrength(
  gram: Gram,
  lesson: Lesson,
  strengths: readonly number[],
  folds: readonly Fold[],
): Generator<{ done: number; total: number } | void, Choice, void> {
  const parts = folds.map((fold): Part => {
    const train = fold.train.map((position) => lesson.rows[position]);
    const test = fold.test.map((position) => lesson.rows[position]);
    return {
      fold,
      learner: new Learner(gram, partOf(lesson, fold.train)),
      heldOut: packEntries(gram, test, train),
    };
  });
  const best = lesson.targets.map(() => Infinity);
  const choice: Choice = { strengths: lesson.targets.map(() => strengths[0]), probabilities: [] };
  for (const [s, strength] of strengths.entries()) {
    const probabilities = lesson.targets.map(() => new Float64Array(lesson.rows.length));
    for (const [p, part] of parts.entries()) {
      yield* predictingHeldOut(part, strength, probabilities);
      yield { done: s * parts.length + p + 1, total: strengths.length * parts.length };
    }
    const losses = logLosses(lesson, probabilities);
    losses.forEach((loss, k) => {
      if (!(loss < best[k])) return;
      best[k] = loss;
      choice.strengths[k] = strength;
      choice.probabilities[k] = probabilities[k];
    });
    if (losses.every((loss, k) => loss > worthTrying * best[k])) break;
  }
  return choice;
}

/** Fits one fold's training rows, from where its path stands, and fills in its held-out rows' probabilities. */
function* predictingHeldOut(part: Part, strength: number, probabilities: Float64Array[]): Steps<void> {
  const { fold, learner, heldOut } = part;
  const all = probabilities.map(() => strength);
  part.solution = yield* learner.fitting(all, { tolerance: innerTolerance, start: part.solution });
  const { weights } = part.solution;
  const margins = new Float64Array(fold.test.length * weights.intercepts.length);
  multiply(heldOut, weights.coefficients, weights.intercepts.length, margins);
  weights.intercepts.forEach((intercept, k) => {
    for (let i = k * fold.test.length; i < (k + 1) * fold.test.length; i++) margins[i] += intercept;
  });
  probabilitiesOf(learner.outputs, margins, fold.test.length).forEach((values, k) => {
    fold.test.forEach((position, i) => (probabilities[k][position] = values[i]));
  });
}

/** Log-loss summed over rows for each output; classes are one problem, and each has the loss of all. */
export function logLosses({ kind, targets }: Lesson, probabilities: readonly Float64Array[]): number[] {
  const tiny = 1e-15;
  const surprise = (share: number, probability: number) =>
    share === 0 ? 0 : -share * Math.log(Math.max(probability, tiny));
  const own = targets.map((target, k) =>
    target.reduce((sum, share, i) => sum + surprise(share, probabilities[k][i]), 0),
  );
  if (kind === 'classes') return own.fill(own.reduce((sum, loss) => sum + loss, 0));
  return own.map((loss, k) =>
    targets[k].reduce((sum, share, i) => sum + surprise(1 - share, 1 - probabilities[k][i]), loss),
  );
}
