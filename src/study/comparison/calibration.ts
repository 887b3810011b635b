import type { Estimate } from '../../core/interfaces';
import { indexOfLargest } from '../../core/policy';
import { randomStream } from '../../core/random';
import type { Steps } from '../../core/steps';
import { percentileInterval, quantile, wilson } from '../../core/statistics/intervals';
import type { Labelled } from '../labels';
import { meanOverRepeats } from '../predictions';
import type { Resampling } from '../resampling';

/** Equally wide, over probabilities from 0 to 1. */
const binCount = 10;

/** How often labels are drawn from the predictions. */
const draws = 500;

/** The predictions of the likeliest level that were made with a probability from `from` to `to`. */
export interface CalibrationBin {
  from: number;
  to: number;
  /** Averaged over the repeats. */
  tasks: number;
  /** Their mean probability. */
  said: number;
  /** The share that was right, with Wilson’s interval. */
  right: Estimate;
}

/** Whether a complexity model is right as often as it says. */
export interface Calibration {
  /** Those that hold a prediction, ascending. */
  bins: CalibrationBin[];
  /**
   * Expected calibration error (Naeini, Cooper, Hauskrecht, 2015): how far `said` and `right` lie apart, over the bins
   * by their tasks. Resampling makes it larger rather than smaller.
   */
  error: Estimate;
  /** The same error of a model whose every probability is true: its mean and where 95 % lie. No error is below chance. */
  byChance: Estimate;
}

/**
 * Calibration of the probability that a complexity model gives to the level it names.
 *
 * @param perRepeat perRepeat[repeat][task][class]
 */
export function* calibrating(
  perRepeat: readonly number[][][],
  { target }: Pick<Labelled, 'target'>,
  resampling: Resampling,
  seed: number,
): Steps<Calibration> {
  const tasks = Array.from(target).flatMap((truth, i) => (truth < 0 ? [] : [i]));
  const repeats = perRepeat.length;
  const said = new Float64Array(target.length * repeats);
  const named = new Int32Array(said.length);
  const bin = new Int32Array(said.length);
  for (const i of tasks) {
    perRepeat.forEach((repeat, r) => {
      const at = i * repeats + r;
      named[at] = indexOfLargest(repeat[i]);
      said[at] = repeat[i][named[at]];
      bin[at] = Math.min(Math.floor(said[at] * binCount), binCount - 1);
    });
  }
  const errorOf = (truth: (task: number) => number, weights?: Uint16Array) => {
    const gaps = new Float64Array(binCount);
    let total = 0;
    for (const i of tasks) {
      const weight = weights ? weights[i] : 1;
      if (weight === 0) continue;
      const level = truth(i);
      total += weight * repeats;
      for (let at = i * repeats; at < (i + 1) * repeats; at++) {
        gaps[bin[at]] += weight * ((named[at] === level ? 1 : 0) - said[at]);
      }
    }
    return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
  };
  const truth = (i: number) => target[i];
  const value = errorOf(truth);
  yield;
  const { replicates } = yield* resampling.taking(value, (weights) => errorOf(truth, weights));
  const interval = percentileInterval(
    value,
    replicates.filter((error) => !Number.isNaN(error)),
  );
  return {
    bins: binsOf({ said, bin, right: (at, i) => named[at] === target[i] }, tasks, repeats),
    error: { ...interval, low: Math.min(interval.low, value) },
    byChance: yield* drawingChance(perRepeat, tasks, errorOf, seed),
  };
}

function binsOf(
  { said, bin, right }: { said: Float64Array; bin: Int32Array; right(at: number, task: number): boolean },
  tasks: readonly number[],
  repeats: number,
): CalibrationBin[] {
  const sums = Array.from({ length: binCount }, () => ({ tasks: 0, said: 0, right: 0 }));
  for (const i of tasks) {
    for (let at = i * repeats; at < (i + 1) * repeats; at++) {
      const sum = sums[bin[at]];
      sum.tasks += 1 / repeats;
      sum.said += said[at] / repeats;
      sum.right += Number(right(at, i)) / repeats;
    }
  }
  return sums.flatMap((sum, b) =>
    sum.tasks > 0
      ? [
          {
            from: b / binCount,
            to: (b + 1) / binCount,
            tasks: sum.tasks,
            said: sum.said / sum.tasks,
            right: wilson(Math.min(sum.right, sum.tasks), sum.tasks),
          },
        ]
      : [],
  );
}

/** The error where each task’s level is drawn from what is said of it, on the average of the repeats. */
function* drawingChance(
  perRepeat: readonly number[][][],
  tasks: readonly number[],
  errorOf: (truth: (task: number) => number) => number,
  seed: number,
): Steps<Estimate> {
  const random = randomStream(seed, 'calibration');
  const distributions = meanOverRepeats(perRepeat);
  const drawn = new Int32Array(distributions.length);
  const errors = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    yield;
    for (const i of tasks) {
      let left = random();
      const distribution = distributions[i];
      const last = distribution.length - 1;
      drawn[i] = last;
      for (let c = 0; c < last; c++) {
        if ((left -= distribution[c]) < 0) {
          drawn[i] = c;
          break;
        }
      }
    }
    errors[draw] = errorOf((i) => drawn[i]);
  }
  errors.sort();
  const value = errors.reduce((a, b) => a + b, 0) / draws;
  return { value, low: quantile(errors, 0.025), high: quantile(errors, 0.975) };
}
