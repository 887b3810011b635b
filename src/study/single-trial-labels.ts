import { shiftedRule } from '../core/assignment';
import { type Experiment, passed, type RecordedTask } from '../core/experiment';
import { levelOf, levelsOf, paperFiveLevel } from '../core/labelling';

/** Labels of the same tasks as class indices, by all trials and by each trial alone; -1: none. */
export interface TrialLabels {
  /** Levels, where one rule speaks of any number of trials; else tiers: the cheapest model that will do. */
  scale: 'level' | 'tier';
  classes: number;
  full: Int32Array;
  /** [trial index][task] */
  single: Int32Array[];
}

/** How many trials every model of every task has at least. */
export function commonTrials({ tasks }: Experiment): number {
  return Math.min(...tasks.flatMap(({ trials }) => trials.map((ofModel) => ofModel.length)));
}

/**
 * Labels tasks by all of their trials, and by the first, the second and so on alone (section 4.1: the first model
 * that succeeds; none where all fail).
 *
 * @param tasks of which some trial passed
 * @param trials how many of them to take one by one
 */
export function trialLabels(
  experiment: Experiment,
  tasks: readonly RecordedTask[],
  trials: number,
): TrialLabels {
  const { rule, models } = experiment;
  const levels = levelsOf(rule);
  const ofOne = (task: RecordedTask, index: number) =>
    task.trials.map((ofModel) => Number(passed(ofModel[index])));
  const full = (task: RecordedTask) =>
    levelOf(
      rule,
      task.trials.map((ofModel) => ofModel.filter(passed).length),
      task.trials.map((ofModel) => ofModel.length),
    );
  const label = (of: (task: RecordedTask) => number) => Int32Array.from(tasks, of);
  const indices = Array.from({ length: trials }, (_, index) => index);
  if (rule.trials === null) {
    const ones = models.map(() => 1);
    return {
      scale: 'level',
      classes: levels.length,
      full: label((task) => levels.indexOf(full(task))),
      single: indices.map((index) =>
        label((task) => {
          const outcome = ofOne(task, index);
          return outcome.includes(1) ? levels.indexOf(levelOf(rule, outcome, ones)) : -1;
        }),
      ),
    };
  }
  // The paper's own assignment of its levels is off by one: what the levels mean counts here.
  const assignment = rule.id === paperFiveLevel.id ? shiftedRule(rule) : experiment.assignment;
  return {
    scale: 'tier',
    classes: models.length,
    full: label((task) => assignment.modelOfLevel[full(task)]),
    single: indices.map((index) => label((task) => ofOne(task, index).indexOf(1))),
  };
}
