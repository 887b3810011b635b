import { isKept, type Experiment, passed, type RecordedTask } from '../core/experiment';
import type { Estimate } from '../core/interfaces';
import { levelOf, levelsOf } from '../core/labelling';
import { droppedLevel } from '../core/lazy-labelling';
import { redrawnLabel } from '../core/redrawn-label';
import { type Beta, fitBeta, type TrialCount, uniformPrior } from '../core/statistics/beta-binomial';
import { halvesAgreement } from './split-halves';
import type { LabelStabilityReport } from './report';
import { estimate, Resampling } from './resampling';

/**
 * How often a task’s label would come out the same if its trials were drawn again: reckoned from what its trials
 * tell of each model’s success probability, and measured on split halves where there are trials enough. Of all
 * tasks, whatever the scope; the shares overall are of kept tasks. Null where there are none.
 */
export function reportStability(experiment: Experiment, seed: number): LabelStabilityReport | null {
  const { rule, tasks, models } = experiment;
  const kept = tasks.filter(isKept);
  if (kept.length === 0) return null;
  const seen = (task: RecordedTask): TrialCount[] =>
    task.trials.map((trials) => ({ successes: trials.filter(passed).length, trials: trials.length }));
  // A lone trial says how often a model passes, but nothing of how that differs between tasks.
  const canFit = models.every((_, k) => tasks.some(({ trials }) => trials[k].length >= 2));
  const priors = models.map((_, k) => (canFit ? fitBeta(tasks.map((task) => seen(task)[k])) : uniformPrior));
  const uniform = models.map(() => uniformPrior);

  const levelOfTask = (task: RecordedTask) =>
    isKept(task)
      ? levelOf(
          rule,
          seen(task).map(({ successes }) => successes),
          seen(task).map(({ trials }) => trials),
        )
      : droppedLevel;
  const sameUnder = (of: readonly Beta[]) => {
    const before = new Map<string, Map<number, number>>();
    return (task: RecordedTask) => {
      const counts = seen(task);
      const key = JSON.stringify(counts);
      let levels = before.get(key);
      if (!levels) {
        const trials = counts.map((count) => rule.trials ?? count.trials);
        before.set(key, (levels = redrawnLabel(rule, counts, trials, of)));
      }
      return levels.get(levelOfTask(task)) ?? 0;
    };
  };
  const meanOf = (some: readonly RecordedTask[], of: (task: RecordedTask) => number): Estimate | null => {
    if (some.length === 0) return null;
    const [mean] = new Resampling(some.length, seed).means([Float64Array.from(some, of)]);
    return estimate(mean);
  };

  const same = sameUnder(priors);
  const halves = halvesAgreement(experiment, kept, seed);
  const ofHalves = (task: RecordedTask) => halves!.agreement.get(task)!;
  const dropped = tasks.filter((task) => !isKept(task));
  return {
    prior: canFit ? 'fitted' : 'uniform',
    priors,
    overall: meanOf(kept, same)!,
    overallUniform: meanOf(kept, canFit ? sameUnder(uniform) : same)!,
    levels: levelsOf(rule).map((level) => {
      const some = kept.filter((task) => levelOfTask(task) === level);
      return {
        level,
        tasks: some.length,
        same: meanOf(some, same),
        halves: halves ? meanOf(some, ofHalves) : null,
      };
    }),
    dropped: { tasks: dropped.length, same: meanOf(dropped, same) },
    halves: halves && { trials: halves.trials, agreement: meanOf(kept, ofHalves)! },
  };
}
