import { type Experiment, isKept, type RecordedTask, successCounts, successShares } from '../experiment';
import { levelOf } from '../labelling';
import { hash32, randomStream, shuffled } from '../random';
import { replayPerfect } from '../replay';

/** Ten tasks of an experiment that all players of a class guess at. */
export interface Round {
  /** Of the experiment. */
  experiment: string;
  /** Which round: its seed, a whole number from 1 on. */
  number: number;
  tasks: RecordedTask[];
  /** Eight hexadecimal digits that tell whether two browsers have drawn the same tasks with the same trials. */
  fingerprint: string;
}

export const tasksPerRound = 10;

/**
 * Draws a round: kept tasks, uniformly, by seed. One experiment and one number give one round, in whatever order the
 * tasks come. An experiment of fewer tasks gives a shorter round.
 */
export function drawRound(experiment: Pick<Experiment, 'id' | 'tasks'>, number: number): Round {
  // By code units: a locale's order would differ from machine to machine.
  const kept = experiment.tasks.filter(isKept).sort((a, b) => (a.id < b.id ? -1 : 1));
  const tasks = shuffled(kept, randomStream(number, 'class round')).slice(0, tasksPerRound);
  const content = JSON.stringify(tasks.map(({ id, trials }) => [id, trials]));
  return {
    experiment: experiment.id,
    number,
    tasks,
    fingerprint: hash32(content).toString(16).padStart(8, '0'),
  };
}

/** The cheapest model of which at least half the trials pass; undefined where there is none. */
export function enoughFor(task: RecordedTask): number | undefined {
  const model = successShares(task).findIndex((share) => share >= 0.5);
  return model < 0 ? undefined : model;
}

/** What a player of a round got and paid. */
export interface Score {
  /** Right answers: a choice counts the share of its model's trials that passed. */
  right: number;
  /** In unit costs, over all tasks. */
  cost: number;
  /** Tasks for which the cheapest model that is enough was chosen. */
  spotOn: number;
}

/** @param choices a model index per task */
export function scoreOf(
  tasks: readonly RecordedTask[],
  choices: readonly number[],
  unitCosts: readonly number[],
): Score {
  const score: Score = { right: 0, cost: 0, spotOn: 0 };
  tasks.forEach((task, at) => {
    const choice = choices[at];
    score.right += successShares(task)[choice];
    score.cost += unitCosts[choice];
    if (enoughFor(task) === choice) score.spotOn++;
  });
  return score;
}

/** What knowing beforehand which answer will be right gets and pays: the bound for every player. */
export function perfectScore(tasks: readonly RecordedTask[], unitCosts: readonly number[]): Score {
  const score: Score = { right: 0, cost: 0, spotOn: tasks.length };
  for (const task of tasks) {
    const { accuracy, calls } = replayPerfect(task);
    score.right += accuracy;
    score.cost += calls.reduce((sum, share, k) => sum + share * unitCosts[k], 0);
  }
  return score;
}

/** The model that most kept tasks of an experiment are assigned, by their labels: what guessing without looking says. */
export function usualModel({ tasks, rule, assignment, models }: Experiment): number {
  const counts = models.map(() => 0);
  for (const task of tasks.filter(isKept)) {
    const level = levelOf(
      rule,
      successCounts(task),
      task.trials.map(({ length }) => length),
    );
    counts[assignment.modelOfLevel[level]]++;
  }
  return counts.indexOf(Math.max(...counts));
}
