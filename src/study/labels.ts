import { type Experiment, isKept, successCounts, successShares } from '../core/experiment';
import { levelOf, levelsOf } from '../core/labelling';

/** The tasks that a study looks at, labelled. All arrays have one entry per task in scope. */
export interface Labelled {
  /** Indices into `experiment.tasks`. */
  tasks: number[];
  kept: boolean[];
  level: number[];
  /** Position of the level among the rule's levels; -1 where the task is not kept and so has no label. */
  target: Int32Array;
  /** Success share per model: `shares[model][task]`. */
  shares: Float64Array[];
  /** The rule's levels, ascending. */
  levels: number[];
}

/** Labels every task and selects those in scope: kept ones, or all. */
export function labelTasks(experiment: Experiment, includeUnsolved: boolean): Labelled {
  const { rule, models } = experiment;
  const levels = levelsOf(rule);
  const result: Labelled = {
    tasks: [],
    kept: [],
    level: [],
    target: new Int32Array(),
    shares: [],
    levels,
  };
  experiment.tasks.forEach((task, index) => {
    const kept = isKept(task);
    if (!kept && !includeUnsolved) return;
    result.tasks.push(index);
    result.kept.push(kept);
    const trialCounts = task.trials.map((trials) => trials.length);
    result.level.push(levelOf(rule, successCounts(task), trialCounts));
  });
  result.target = Int32Array.from(result.level, (level, i) => (result.kept[i] ? levels.indexOf(level) : -1));
  const shares = result.tasks.map((index) => successShares(experiment.tasks[index]));
  result.shares = models.map((_, k) => Float64Array.from(shares, (row) => row[k]));
  return result;
}
