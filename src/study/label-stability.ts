import { isKept, type Experiment, passed, type RecordedTask } from '../core/experiment';
import type { Estimate } from '../core/interfaces';
import { levelOf, levelsOf } from '../core/labelling';
import { droppedLevel } from '../core/lazy-labelling';
import { redrawnLabel } from '../core/redrawn-label';
import type { Steps } from '../core/steps';
import { type Beta, fitBeta, type TrialCount, uniformPrior } from '../core/statistics/beta-binomial';
import { comparingHalves } from './split-halves';
import type { LabelStabilityReport } from './report';
import { estimate, Resampling } from './resampling';

/**
 * How often a task’s label would come out the same if its trials were drawn again: reckoned from what its trials
 * tell of each model’s success probability, and measured on split halves where there are trials enough. Of all
 * tasks, whatever the scope; the shares overall are of kept tasks. Null where there are none.
 */
export function* reportingStability(
  experiment: Experiment,
  seed: number,
): Steps<LabelStabilityReport | null> {
  const { rule, tasks, models } = experiment;
  const kept = tasks.filter(isKept);
  if (kept.length === 0) return null;
  const counted = new Map(tasks.map((task) => [task, countsOf(task)]));
  const seen = (task: RecordedTask) => counted.get(task)!;
  // A lone trial says how often a model passes, but nothing of how that differs between tasks.
  const canFit = models.every((_, k) => tasks.some(({ trials }) => trials[k].length >= 2));
  const priors: Beta[] = [];
  for (const k of models.keys()) {
    yield;
    priors.push(canFit ? fitBeta(tasks.map((task) => seen(task)[k])) : uniformPrior);
  }
  const uniform = models.map(() => uniformPrior);

  const levelOfTask = (task: RecordedTask) =>
    isKept(task)
      ? levelOf(
          rule,
          seen(task).map(({ successes }) => successes),
          seen(task).map(({ trials }) => trials),
        )
      : droppedLevel;
  function* sameUnder(of: readonly Beta[]): Steps<(task: RecordedTask) => number> {
    const before = new Map<string, Map<number, number>>();
    const same = new Map<RecordedTask, number>();
    for (const task of tasks) {
      yield;
      const counts = seen(task);
      const key = JSON.stringify(counts);
      let levels = before.get(key);
      if (!levels) {
        const trials = counts.map((count) => rule.trials ?? count.trials);
        before.set(key, (levels = redrawnLabel(rule, counts, trials, of)));
      }
      same.set(task, levels.get(levelOfTask(task)) ?? 0);
    }
    return (task) => same.get(task)!;
  }
  function* meanOf(
    some: readonly RecordedTask[],
    of: (task: RecordedTask) => number,
  ): Steps<Estimate | null> {
    if (some.length === 0) return null;
    const resampling = yield* Resampling.drawing(some.length, seed);
    const [mean] = yield* resampling.takingMeans([Float64Array.from(some, of)]);
    return estimate(mean);
  }

  const same = yield* sameUnder(priors);
  const halves = yield* comparingHalves(experiment, kept, seed);
  const ofHalves = (task: RecordedTask) => halves!.agreement.get(task)!;
  const dropped = tasks.filter((task) => !isKept(task));
  const levels: LabelStabilityReport['levels'] = [];
  for (const level of levelsOf(rule)) {
    const some = kept.filter((task) => levelOfTask(task) === level);
    levels.push({
      level,
      tasks: some.length,
      same: yield* meanOf(some, same),
      halves: halves ? yield* meanOf(some, ofHalves) : null,
    });
  }
  return {
    prior: canFit ? 'fitted' : 'uniform',
    priors,
    overall: (yield* meanOf(kept, same))!,
    overallUniform: (yield* meanOf(kept, canFit ? yield* sameUnder(uniform) : same))!,
    levels,
    dropped: { tasks: dropped.length, same: yield* meanOf(dropped, same) },
    halves: halves && { trials: halves.trials, agreement: (yield* meanOf(kept, ofHalves))! },
  };
}

function countsOf({ trials: all }: RecordedTask): TrialCount[] {
  return all.map((trials) => ({ successes: trials.filter(passed).length, trials: trials.length }));
}
