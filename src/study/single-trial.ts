import type { Experiment } from '../core/experiment';
import type { FeatureTable } from '../core/features';
import type { Cache, Estimate, RunOptions } from '../core/interfaces';
import { indexOfLargest } from '../core/policy';
import { randomStream } from '../core/random';
import { fittingFold } from '../predictors/logistic/fit-fold';
import { contentKey } from './content-key';
import { featuresInScope, plainRows } from './features-in-scope';
import { labelTasks } from './labels';
import { withPauses } from './pauses';
import { combine, estimate, Resampling } from './resampling';
import { commonTrials, type TrialLabels, trialLabels } from './single-trial-labels';
import { foldsPerRepeat, makeSplits, protocolOf, repeats } from './splits';
import { firstTwins } from './twins';

export interface SingleTrialOptions extends RunOptions {
  seed: number;
  cache?: Cache;
}

/** Labels from one trial of each model against labels from all of them (section 4.1). */
export interface SingleTrialReport {
  /** Trials of each model that every task has. */
  trials: number;
  /** Labelled tasks, by all trials. */
  tasks: number;
  /** What is compared. */
  scale: TrialLabels['scale'];
  protocol: string;
  /** Share of tasks labelled alike, of those that have a label by one trial; over all trials. */
  agreement: Estimate;
  /** The same by each trial alone. */
  agreementByTrial: number[];
  /** Share of tasks that one trial leaves without a label: no model's passes. */
  unlabelled: Estimate;
  /** Out-of-fold accuracy of the study's predictor, against the labels by all trials. */
  accuracy: {
    /** Trained on labels by one trial. */
    single: Estimate;
    /** Trained on labels by all trials. */
    full: Estimate;
    /** Full minus single, paired. */
    difference: Estimate;
  };
  /** What always the most frequent of the labels by all trials gets. */
  majority: Estimate;
}

/**
 * Compares labels from one trial with labels from all, on the tasks that have a label by all trials; and what the
 * study's predictor learns from either, scored against the labels by all trials: the n-th repeat of the
 * cross-validation learns from the n-th trial, in turn.
 *
 * @param options.onProgress folds done
 * @throws RangeError where some task has but one trial of a model, or no features
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function compareSingleTrial(
  experiment: Experiment,
  features: FeatureTable,
  { seed, cache, signal, onProgress }: SingleTrialOptions,
): Promise<SingleTrialReport> {
  const trials = commonTrials(experiment);
  if (!(trials >= 2)) throw new RangeError('some task has fewer than two trials of a model');
  const labelled = labelTasks(experiment, false);
  const table = featuresInScope(experiment, labelled, features);
  const labels = trialLabels(
    experiment,
    labelled.tasks.map((index) => experiment.tasks[index]),
    trials,
  );
  const key = contentKey('single-trial', {
    features: plainRows(table),
    labels: { ...labels, full: Array.from(labels.full), single: labels.single.map((one) => Array.from(one)) },
    seed,
  });
  const before = (await cache?.get(key)) as SingleTrialReport | undefined;
  if (before) return before;

  const tasks = labelled.tasks.length;
  const twins = firstTwins(experiment, labelled.tasks);
  const splits = makeSplits(labels.full, twins, seed);
  const rounds = Math.max(repeats, trials);
  const total = rounds * foldsPerRepeat;
  const [single, full] = [new Float64Array(tasks), new Float64Array(tasks)];
  for (let done = 0; done < total; done++) {
    onProgress?.({ done, total });
    const round = Math.floor(done / foldsPerRepeat);
    const fold = splits[done % splits.length];
    const learn = async (target: Int32Array, right: Float64Array) => {
      const random = randomStream(seed, `single trial ${done}`);
      const problems = { classes: { target, count: labels.classes } };
      const { classes } = await withPauses(fittingFold(table, fold, problems, { random }), signal);
      fold.test.forEach((i, at) => {
        right[i] += Number(indexOfLargest(classes!.test[at]) === labels.full[i]) / rounds;
      });
    };
    await learn(labels.full, full);
    await learn(labels.single[round % trials], single);
  }
  onProgress?.({ done: total, total });
  const report = summarised(labels, { single, full }, protocolOf(splits, twins, seed), trials, seed);
  await cache?.put(key, report);
  return report;
}

function summarised(
  { scale, classes, full, single }: TrialLabels,
  right: { single: Float64Array; full: Float64Array },
  protocol: string,
  trials: number,
  seed: number,
): SingleTrialReport {
  const resampling = Resampling.of(full.length, seed);
  const counts = new Array<number>(classes).fill(0);
  for (const label of full) counts[label]++;
  const usual = indexOfLargest(counts);
  const labelled = Float64Array.from(full, (_, i) => single.filter((one) => one[i] >= 0).length);
  const alike = Float64Array.from(full, (label, i) => single.filter((one) => one[i] === label).length);
  const [labels, agreeing, singly, fully, majority] = resampling.means([
    labelled,
    alike,
    right.single,
    right.full,
    Float64Array.from(full, (label) => Number(label === usual)),
  ]);
  return {
    trials,
    tasks: full.length,
    scale,
    protocol: `${protocol}; each repeat learns from another trial`,
    agreement: estimate(combine([agreeing, labels], (same, all) => same / all)),
    agreementByTrial: single.map((one) => {
      const same = one.filter((label, i) => label === full[i]).length;
      return same / one.filter((label) => label >= 0).length;
    }),
    unlabelled: estimate(combine([labels], (mean) => 1 - mean / trials)),
    accuracy: {
      single: estimate(singly),
      full: estimate(fully),
      difference: estimate(combine([fully, singly], (all, one) => all - one)),
    },
    majority: estimate(majority),
  };
}
