import { atOnce, type Steps } from '../../core/steps';
import type { Gram } from './gram';
import { sigmoids, softmax } from './links';
import { packEntries, type PackedMatrix } from './matrix';
import { minimising, type MinimiseOptions, type Solution } from './newton';

/** Fits that choose a strength: log-odds are good to half a hundredth, and mostly to far less. */
export const innerTolerance = 3e-3;

/** Fits that make predictions. */
export const finalTolerance = 1e-6;

/** What is to be learnt for some rows of a Gram matrix. */
export interface Lesson {
  /** Classes that exclude each other, or rates, each for itself. */
  kind: 'classes' | 'rates';
  /** Which rows of the Gram matrix. */
  rows: readonly number[];
  /** Per output (class or rate) one vector of the rows' targets, which are shares in [0, 1]. */
  targets: readonly Float64Array[];
}

/** The lesson of some of its rows. */
export function partOf({ kind, rows, targets }: Lesson, positions: readonly number[]): Lesson {
  return {
    kind,
    rows: positions.map((position) => rows[position]),
    targets: targets.map((target) => Float64Array.from(positions, (position) => target[position])),
  };
}

/**
 * Which outputs there is anything to learn of: those that are neither always nor never. The others get constant
 * probabilities by Laplace's rule of succession, (count + 1) / (rows + outcomes): without a penalty on the
 * intercept they would have no finite fit.
 */
export interface Outputs {
  kind: Lesson['kind'];
  learnt: number[];
  /** Probability of each output that isn't learnt; 0 for the others. */
  constants: Float64Array;
}

export function outputsOf({ kind, rows, targets }: Lesson): Outputs {
  const totals = targets.map((target) => target.reduce((sum, share) => sum + share, 0));
  const possible = totals.flatMap((total, k) => (total > 0 && total < rows.length ? [k] : []));
  const outcomes = kind === 'classes' ? targets.length : 2;
  const learnt = new Set(possible);
  return {
    kind,
    learnt: possible,
    constants: Float64Array.from(totals, (total, k) =>
      learnt.has(k) ? 0 : (total + 1) / (rows.length + outcomes),
    ),
  };
}

/**
 * Probabilities of all outputs, for several rows.
 *
 * @param margins of the outputs learnt, those of all rows for one after those for the other
 * @returns per output one entry per row
 */
export function probabilitiesOf(outputs: Outputs, margins: Float64Array, rows: number): Float64Array[] {
  const { kind, learnt, constants } = outputs;
  const link = kind === 'classes' ? softmax : sigmoids;
  const probabilities = new Float64Array(margins.length);
  link.probabilities(margins, rows, probabilities);
  const left = kind === 'classes' ? 1 - constants.reduce((sum, constant) => sum + constant, 0) : 1;
  const result = Array.from(constants, (constant) => new Float64Array(rows).fill(constant));
  learnt.forEach((output, k) => {
    for (let i = 0; i < rows; i++) result[output][i] = left * probabilities[k * rows + i];
  });
  return result;
}

/** A lesson made ready to be fitted at several strengths. */
export class Learner {
  readonly outputs: Outputs;
  #gram: PackedMatrix;
  #targets: Float64Array;

  constructor(gram: Gram, lesson: Lesson) {
    this.outputs = outputsOf(lesson);
    this.#gram = packEntries(gram, lesson.rows, lesson.rows);
    this.#targets = new Float64Array(lesson.rows.length * this.outputs.learnt.length);
    this.outputs.learnt.forEach((output, k) => {
      this.#targets.set(lesson.targets[output], k * lesson.rows.length);
    });
  }

  /**
   * Fits the outputs that are learnt.
   *
   * @param strengths C of every output of the lesson; of classes all the same
   */
  fit(strengths: readonly number[], options: MinimiseOptions): Solution {
    return atOnce(this.fitting(strengths, options));
  }

  /** `fit`, piece by piece. */
  fitting(strengths: readonly number[], options: MinimiseOptions): Steps<Solution> {
    const objective = {
      link: this.outputs.kind === 'classes' ? softmax : sigmoids,
      gram: this.#gram,
      targets: this.#targets,
      strengths: Float64Array.from(this.outputs.learnt, (output) => strengths[output]),
    };
    return minimising(objective, options);
  }
}
