import { type Experiment, passed, type RecordedTask } from '../core/experiment';
import { levelOf } from '../core/labelling';
import { randomStream, shuffled } from '../core/random';
import type { Steps } from '../core/steps';
import { commonTrials } from './single-trial-labels';

const fewestTrials = 10;
const splits = 200;

/** How often two halves of a task’s trials give it the same label. */
export interface HalvesAgreement {
  /** Trials per model in each half. */
  trials: number;
  /** Share of the splits, per task. */
  agreement: Map<RecordedTask, number>;
}

/**
 * Labels tasks twice, by each half of their trials, over 200 seeded splits: what two independent runs of half the
 * length agree on, without any model of the trials. A half of which nothing passes gives no label, and so no
 * agreement with one that gives a label. Null where some task has fewer than ten trials of a model, or where the rule
 * needs another number of trials than a half has.
 */
export function* comparingHalves(
  experiment: Experiment,
  tasks: readonly RecordedTask[],
  seed: number,
): Steps<HalvesAgreement | null> {
  const { rule } = experiment;
  const common = commonTrials(experiment);
  const half = Math.floor(common / 2);
  if (common < fewestTrials || (rule.trials !== null && rule.trials !== half)) return null;
  const random = randomStream(seed, 'split halves');
  const trials = experiment.models.map(() => half);
  const label = (outcomes: readonly number[][], from: number) => {
    const counts = outcomes.map((ofModel) => {
      let passes = 0;
      for (let i = from; i < from + half; i++) passes += ofModel[i];
      return passes;
    });
    return counts.some((count) => count > 0) ? levelOf(rule, counts, trials) : null;
  };
  const agreement = new Map<RecordedTask, number>();
  for (const task of tasks) {
    yield;
    const outcomes = task.trials.map((ofModel) => ofModel.map((trial) => Number(passed(trial))));
    let agreeing = 0;
    for (let split = 0; split < splits; split++) {
      const drawn = outcomes.map((ofModel) => shuffled(ofModel, random));
      if (label(drawn, 0) === label(drawn, half)) agreeing++;
    }
    agreement.set(task, agreeing / splits);
  }
  return { trials: half, agreement };
}
