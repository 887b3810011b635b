import type { Experiment } from '../../core/experiment';
import type { FeatureTable } from '../../core/features';
import type { Cache, Estimate, RunOptions } from '../../core/interfaces';
import { indexOfLargest } from '../../core/policy';
import { randomStream, shuffled } from '../../core/random';
import { logLoss } from '../../core/statistics/classification';
import { fittingFold } from '../../predictors/logistic/fit-fold';
import { contentKey } from '../content-key';
import { featuresInScope, plainRows } from '../features-in-scope';
import { withPauses } from '../pauses';
import { combine, estimate } from '../resampling';
import { settingUp } from '../setup';
import { repeats } from '../splits';

/** The fewest tasks that are trained on, and at how many sizes. */
const fewest = 20;
const sizeCount = 8;

export interface LearningCurveOptions extends RunOptions {
  seed: number;
  cache?: Cache;
}

/** What training on so many tasks gets on the same held-out tasks. */
export interface LearningPoint {
  train: number;
  levelAccuracy: Estimate;
  logLoss: Estimate;
  /** Always the level that is most frequent among the same training tasks. */
  majority: Estimate;
  /** Level accuracy minus that of the majority class, paired. */
  gain: Estimate;
  /** Each level as often as among the same training tasks; null where it is infinite, as a level isn’t among them. */
  frequenciesLogLoss: Estimate | null;
}

/** How much a complexity model learns from how many tasks. */
export interface LearningCurve {
  protocol: string;
  /** Held-out tasks, all in all. */
  tasks: number;
  /** Ascending. */
  points: LearningPoint[];
}

/** Per-task sums over the repeats, at one size. */
interface Sums {
  right: Float64Array;
  loss: Float64Array;
  usual: Float64Array;
  frequencies: Float64Array;
}

/**
 * Trains the study's own predictor on growing parts of each fold's training tasks, drawn at random and each within
 * the next, and tests it on the fold's held-out tasks. Of kept tasks.
 *
 * @param options.onProgress fits done
 * @throws RangeError where there are too few tasks, or a task has no features
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function learningCurve(
  experiment: Experiment,
  features: FeatureTable,
  { seed, cache, signal, onProgress }: LearningCurveOptions,
): Promise<LearningCurve> {
  const unitCosts = experiment.models.map((model) => model.unitCost);
  const { labelled, splits, protocol, resampling } = await withPauses(
    settingUp(experiment, 'kept', unitCosts, seed),
    signal,
  );
  const { target } = labelled;
  const table = featuresInScope(experiment, labelled, features);
  const key = contentKey('learning-curve', { features: plainRows(table), target: [...target], seed });
  const before = (await cache?.get(key)) as LearningCurve | undefined;
  if (before) return before;

  const sizes = sizesUpTo(Math.min(...splits.map(({ train }) => train.length)));
  const count = labelled.levels.length;
  const sums = sizes.map((): Sums => {
    const [right, loss, usual, frequencies] = [0, 1, 2, 3].map(() => new Float64Array(target.length));
    return { right, loss, usual, frequencies };
  });
  const total = splits.length * sizes.length;
  let done = 0;
  for (const [f, { train, test }] of splits.entries()) {
    const order = shuffled(train, randomStream(seed, `learning curve ${f}`));
    for (const [s, size] of sizes.entries()) {
      onProgress?.({ done, total });
      const part = order.slice(0, size);
      const random = randomStream(seed, `learning curve ${f}, ${size}`);
      const fitting = fittingFold(table, { train: part, test }, { classes: { target, count } }, { random });
      const predicted = (await withPauses(fitting, signal)).classes!.test;
      const frequencies = labelled.levels.map((_, c) => part.filter((i) => target[i] === c).length / size);
      const usual = indexOfLargest(frequencies);
      test.forEach((i, at) => {
        sums[s].right[i] += Number(indexOfLargest(predicted[at]) === target[i]) / repeats;
        sums[s].loss[i] += logLoss(predicted[at], target[i]) / repeats;
        sums[s].usual[i] += Number(usual === target[i]) / repeats;
        sums[s].frequencies[i] += -Math.log(frequencies[target[i]]) / repeats;
      });
      done++;
    }
  }
  onProgress?.({ done, total });
  const curve: LearningCurve = {
    protocol,
    tasks: target.length,
    points: sums.map(({ right, loss, usual, frequencies }, s) => {
      const [accuracy, losses, majority] = resampling.means([right, loss, usual]);
      return {
        train: sizes[s],
        levelAccuracy: estimate(accuracy),
        logLoss: estimate(losses),
        majority: estimate(majority),
        gain: estimate(combine([accuracy, majority], (mine, theirs) => mine - theirs)),
        frequenciesLogLoss: frequencies.every(Number.isFinite)
          ? estimate(resampling.mean(frequencies))
          : null,
      };
    }),
  };
  await cache?.put(key, curve);
  return curve;
}

/** Sizes up to the largest, each larger than the one before by the same factor. */
function sizesUpTo(largest: number): number[] {
  const from = Math.min(fewest, largest);
  const factor = (largest / from) ** (1 / (sizeCount - 1));
  return [...new Set(Array.from({ length: sizeCount }, (_, s) => Math.round(from * factor ** s)))];
}
