import type { Gram } from '../logistic/gram';
import { outputsOf, type Outputs } from '../logistic/learner';
import { packEntries } from '../logistic/matrix';
import { classProbabilities } from './likelihood';
import { fitOrdinal, type OrdinalFit, type OrdinalProblem } from './newton';

/** Classes of some rows, made ready to be fitted at several strengths. Classes that don't occur aren't learnt. */
export class OrdinalLearner {
  readonly outputs: Outputs;
  readonly #problem: OrdinalProblem | undefined;

  /**
   * @param rows of the Gram matrix
   * @param targets class 0 .. classes - 1 of each of these
   */
  constructor(gram: Gram, rows: readonly number[], targets: readonly number[], classes: number) {
    this.outputs = outputsOf({
      kind: 'classes',
      rows,
      targets: Array.from({ length: classes }, (_, k) => Float64Array.from(targets, (t) => Number(t === k))),
    });
    const { learnt } = this.outputs;
    if (learnt.length === 0) return;
    this.#problem = {
      gram: packEntries(gram, rows, rows),
      classes: Int32Array.from(targets, (target) => learnt.indexOf(target)),
    };
  }

  /** @returns undefined where there is but one class, and nothing to learn */
  fit(strength: number, tolerance: number, start?: OrdinalFit): OrdinalFit | undefined {
    return this.#problem && fitOrdinal(this.#problem, strength, tolerance, start);
  }
}

/** Probabilities of all classes at one margin: those that aren't learnt have constant ones. */
export function ordinalProbabilities(
  { learnt, constants }: Outputs,
  thresholds: ArrayLike<number>,
  margin: number,
): number[] {
  const result = Array.from(constants);
  if (learnt.length === 0) return result;
  const left = 1 - result.reduce((sum, constant) => sum + constant, 0);
  classProbabilities(thresholds, margin).forEach(
    (probability, k) => (result[learnt[k]] = left * probability),
  );
  return result;
}
