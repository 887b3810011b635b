import type { Fold } from '../../core/folds';
import { logLoss } from '../../core/statistics/classification';
import type { Gram } from '../logistic/gram';
import { packEntries } from '../logistic/matrix';
import { multiply } from '../logistic/multiply';
import { OrdinalLearner, ordinalProbabilities } from './learner';
import type { OrdinalFit } from './newton';

/** Fits that choose a strength: close enough, in nats over all rows, to tell strengths apart. */
const innerTolerance = 1e-2;

/** Where the loss is this much above its least, still weaker regularisation is not tried. */
const worthTrying = 1.002;

/**
 * The strength C with the least log-loss over rows that are held out in turn (the strongest regularisation of equal
 * ones). Each fit starts from the one before.
 *
 * @param strengths ascending
 * @param folds of the Gram matrix's rows
 */
export function chooseOrdinalStrength(
  gram: Gram,
  targets: readonly number[],
  classes: number,
  strengths: readonly number[],
  folds: readonly Fold[],
): number {
  const parts = folds.map(({ train, test }) => ({
    test,
    heldOut: packEntries(gram, test, train),
    learner: new OrdinalLearner(
      gram,
      train,
      train.map((row) => targets[row]),
      classes,
    ),
    fit: undefined as OrdinalFit | undefined,
  }));
  let best = { strength: strengths[0], loss: Infinity };
  for (const strength of strengths) {
    let loss = 0;
    for (const part of parts) {
      const { test, heldOut, learner } = part;
      part.fit = learner.fit(strength, innerTolerance, part.fit);
      const margins = new Float64Array(test.length);
      if (part.fit) multiply(heldOut, part.fit.coefficients, 1, margins);
      const thresholds = part.fit?.thresholds ?? [];
      test.forEach((row, i) => {
        loss += logLoss(ordinalProbabilities(learner.outputs, thresholds, margins[i]), targets[row]);
      });
    }
    if (loss < best.loss) best = { strength, loss };
    if (loss > worthTrying * best.loss) break;
  }
  return best.strength;
}
