import {
  type Experiment,
  isKept,
  passed,
  passedVisible,
  type RecordedTask,
  successCounts,
  type Trial,
} from '../../core/experiment';
import { levelOf, levelsOf } from '../../core/labelling';

/** A task of an experiment with what its trials alone say of it. */
export interface TaskRow {
  task: RecordedTask;
  /** In the order of the recording. */
  position: number;
  /** Meaningful for kept tasks only. */
  level: number;
  /** Position of the level among the rule's levels. */
  levelIndex: number;
  kept: boolean;
  /** Per model: did some trial of it pass? */
  solvedBy: boolean[];
  /** Does some answer pass the visible tests and fail another, so that accepting it would be wrong? */
  fools: boolean;
}

/** How a trial ended: right, wrong though the visible tests pass, or visibly wrong. */
export type TrialMark = 'right' | 'fools' | 'wrong';

export function trialMark(trial: Trial, visibleTests: number): TrialMark {
  if (passed(trial)) return 'right';
  return passedVisible(trial, visibleTests) ? 'fools' : 'wrong';
}

/** Labels every task of an experiment. */
export function rowsOf({ tasks, rule, visibleTests }: Experiment): TaskRow[] {
  const levels = levelsOf(rule);
  return tasks.map((task, position) => {
    const counts = successCounts(task);
    const level = levelOf(
      rule,
      counts,
      task.trials.map((trials) => trials.length),
    );
    return {
      task,
      position,
      level,
      levelIndex: levels.indexOf(level),
      kept: isKept(task),
      solvedBy: counts.map((count) => count > 0),
      fools: task.trials.flat().some((trial) => trialMark(trial, visibleTests) === 'fools'),
    };
  });
}

/** Is only the verdict of this task's trials known, so that who checks an answer sees all of it? */
export function verdictOnly(task: RecordedTask, visibleTests: number): boolean {
  return task.trials.some((trials) => trials.some((trial) => trial.length <= visibleTests));
}

/** How many characters of all ids are the same, up to a slash: 10 of "HumanEval/0", "HumanEval/1" and so on. */
export function commonPrefix(ids: readonly string[]): number {
  const slash = (ids[0] ?? '').lastIndexOf('/') + 1;
  return ids.every((id) => id.startsWith(ids[0].slice(0, slash))) ? slash : 0;
}
