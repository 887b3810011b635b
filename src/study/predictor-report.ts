import { indexOfLargest } from '../core/policy';
import type { Steps } from '../core/steps';
import { brier, type Confusion, emptyConfusion, logLoss, macroF1 } from '../core/statistics/classification';
import type { Labelled } from './labels';
import type { PredictorReport } from './report';
import { estimate, type Resampling } from './resampling';

/**
 * Scores out-of-fold distributions over levels on the tasks that have a label. Per-task values are averaged over
 * the repeats, then tasks are resampled.
 *
 * @param perRepeat perRepeat[repeat][task][class]
 * @param tiers model index per level, in the order of the levels
 */
export function* scoringPredictor(
  name: string,
  protocol: string,
  perRepeat: readonly number[][][],
  labelled: Labelled,
  tiers: readonly number[],
  resampling: Resampling,
): Steps<PredictorReport> {
  const { target, levels } = labelled;
  const chosen = perRepeat.map((repeat) => repeat.map((distribution) => indexOfLargest(distribution)));
  const perTask = (of: (truth: number, predicted: number, distribution: number[]) => number) =>
    Float64Array.from(target, (truth, i) => {
      if (truth < 0) return NaN;
      let sum = 0;
      perRepeat.forEach((repeat, r) => (sum += of(truth, chosen[r][i], repeat[i])));
      return sum / perRepeat.length;
    });
  const score = (of: Parameters<typeof perTask>[0]) => estimate(resampling.mean(perTask(of)));
  const confusionUnder = (weights?: Uint16Array): Confusion => {
    const confusion = emptyConfusion(levels.length);
    for (const predictions of chosen) {
      target.forEach((truth, i) => {
        if (truth >= 0) confusion[truth][predictions[i]] += weights ? weights[i] : 1;
      });
    }
    return confusion;
  };
  const confusion = confusionUnder();
  yield;
  const resampledF1 = yield* resampling.taking(macroF1(confusion), (weights) =>
    macroF1(confusionUnder(weights)),
  );
  // Its loss is infinite: `logLoss` would give a figure that says only where it stops.
  const isRuledOut = perRepeat.some((repeat) =>
    repeat.some((distribution, i) => target[i] >= 0 && distribution[target[i]] === 0),
  );
  return {
    name,
    protocol,
    levelAccuracy: score((truth, predicted) => Number(truth === predicted)),
    tierAccuracy: score((truth, predicted) => Number(tiers[truth] === tiers[predicted])),
    macroF1: estimate(resampledF1),
    meanAbsoluteError: score((truth, predicted) => Math.abs(levels[truth] - levels[predicted])),
    brier: score((truth, _, distribution) => brier(distribution, truth)),
    logLoss: isRuledOut ? null : score((truth, _, distribution) => logLoss(distribution, truth)),
    overRouting: score((truth, predicted) => Number(tiers[predicted] > tiers[truth])),
    underRouting: score((truth, predicted) => Number(tiers[predicted] < tiers[truth])),
    confusion: confusion.map((row) => Array.from(row, (count) => count / perRepeat.length)),
  };
}
