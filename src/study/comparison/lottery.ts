import type { Experiment } from '../../core/experiment';
import type { FeatureTable } from '../../core/features';
import type { Cache, RunOptions } from '../../core/interfaces';
import { indexOfLargest } from '../../core/policy';
import { randomInteger, randomStream } from '../../core/random';
import { quantile } from '../../core/statistics/intervals';
import { contentKey } from '../content-key';
import { featuresInScope, plainRows } from '../features-in-scope';
import { withPauses } from '../pauses';
import { settingUp } from '../setup';
import { logisticOn } from './holdout';
import { defaultHoldout, holdoutSplit, type HoldoutSize } from './split';

export interface LotteryOptions extends RunOptions {
  seed: number;
  /** How many splits are drawn. */
  draws?: number;
  /** Size of each; without it, that of `defaultHoldout`. */
  size?: HoldoutSize;
  cache?: Cache;
}

/** What the accuracy of one predictor comes to on many splits, each of which might have been the one reported. */
export interface Lottery {
  train: number;
  test: number;
  /** Share of test tasks whose level is predicted rightly, ascending. */
  levelAccuracy: number[];
  median: number;
  /** Where 95 % of the splits lie. */
  low: number;
  high: number;
  /** On the same splits, the most frequent level among the training tasks. */
  majority: { median: number; low: number; high: number };
}

/**
 * Trains and tests the study's own predictor on many random splits of the paper's size, as if each were the only
 * one: a look at how much of one split's result is luck. Of kept tasks.
 *
 * @param options.onProgress splits done
 * @throws RangeError where there are too few tasks, or a task has no features
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function splitLottery(
  experiment: Experiment,
  features: FeatureTable,
  { seed, draws = 200, cache, signal, onProgress, ...options }: LotteryOptions,
): Promise<Lottery> {
  const unitCosts = experiment.models.map((model) => model.unitCost);
  const setup = await withPauses(settingUp(experiment, 'kept', unitCosts, seed), signal);
  const table = featuresInScope(experiment, setup.labelled, features);
  const target = [...setup.labelled.target];
  const size = options.size ?? defaultHoldout(target.length);
  const key = contentKey('lottery', { features: plainRows(table), target, seed, draws, size });
  const before = (await cache?.get(key)) as Lottery | undefined;
  if (before) return before;

  const random = randomStream(seed, 'lottery');
  const accuracies: number[] = [];
  const majorities: number[] = [];
  let counts = { train: 0, test: 0 };
  for (let done = 0; done < draws; done++) {
    onProgress?.({ done, total: draws });
    const drawn = randomInteger(random, 2 ** 32);
    const split = holdoutSplit(target, { ...size, seed: drawn });
    counts = { train: split.train.length, test: split.test.length };
    const predicted = await withPauses(logisticOn(setup, table, split, drawn), signal);
    const usual = indexOfLargest(
      setup.labelled.levels.map((_, c) => split.train.filter((i) => target[i] === c).length),
    );
    const share = (right: (i: number, at: number) => boolean) =>
      split.test.filter(right).length / counts.test;
    accuracies.push(share((i, at) => indexOfLargest(predicted[at]) === target[i]));
    majorities.push(share((i) => target[i] === usual));
  }
  onProgress?.({ done: draws, total: draws });
  const lottery: Lottery = {
    ...counts,
    levelAccuracy: accuracies.sort((a, b) => a - b),
    ...spreadOf(accuracies),
    majority: spreadOf(majorities.sort((a, b) => a - b)),
  };
  await cache?.put(key, lottery);
  return lottery;
}

function spreadOf(ascending: readonly number[]) {
  const at = (q: number) => quantile(ascending, q);
  return { median: at(0.5), low: at(0.025), high: at(0.975) };
}
