import { type Experiment, isKept, passed } from '../../core/experiment';
import type { Estimate } from '../../core/interfaces';
import { wilson } from '../../core/statistics/intervals';

/** One recording judged: what each model gets over all tasks, and how many tasks none solves. */
export interface Judgement {
  tasks: number;
  /** Share of all answers that pass, with Wilson's interval. */
  models: { name: string; right: Estimate }[];
  unsolved: number;
}

export function judgementOf({ models, tasks }: Experiment): Judgement {
  return {
    tasks: tasks.length,
    models: models.map(({ name }, k) => {
      const trials = tasks.flatMap((task) => task.trials[k]);
      return { name, right: wilson(trials.filter(passed).length, trials.length) };
    }),
    unsolved: tasks.filter((task) => !isKept(task)).length,
  };
}
