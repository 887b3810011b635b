import type { AssignmentRule } from './assignment';
import type { LabellingRule } from './labelling';

/** Dollars per million tokens. */
export interface Price {
  input: number;
  output: number;
}

/** A model that answers tasks. Models of an experiment stand cheapest first. */
export interface Model {
  id: string;
  name: string;
  /** Cost of one call in the experiment's own unit (the paper: 1, 10, 100). */
  unitCost: number;
  price?: Price;
  /** Which version answered, and how it was sampled, as far as it is known. */
  version?: string;
}

/** What there is to solve. The text may be missing from a recording: it is then looked up in the dataset. */
export interface Task {
  id: string;
  prompt?: string;
  /** The assertions, the visible ones first. */
  tests?: string[];
}

/** One model's one answer to one task, judged: one digit per test, "1" passed. A lone digit is a verdict. */
export type Trial = string;

/** A task with the trials that it already has: `trials[model][index]`. */
export interface RecordedTask extends Task {
  trials: Trial[][];
}

/** Where a recording comes from. */
export interface Source {
  title: string;
  url: string;
  licence: string;
  /** What a reader must know of how it was made. */
  note: string;
}

/** Tasks x models x M, with a labelling rule and an assignment rule. */
export interface Experiment {
  id: string;
  name: string;
  /** Which dataset the task ids belong to, such as "mbpp". */
  dataset: string;
  models: Model[];
  /** How many of the first tests a router may see. */
  visibleTests: number;
  rule: LabellingRule;
  assignment: AssignmentRule;
  tasks: RecordedTask[];
  /** Ids of tasks whose text, as far as a router sees it, is the same, where the texts themselves aren't here. */
  twins?: string[][];
  source?: Source;
}

/** Did this trial pass every test? */
export function passed(trial: Trial): boolean {
  return trial.length > 0 && !trial.includes('0');
}

/** Did this trial pass the tests that a router may see? Where only the verdict is known, that is the verdict. */
export function passedVisible(trial: Trial, visibleTests: number): boolean {
  return passed(trial.slice(0, visibleTests));
}

/**
 * Would a verifying policy see the whole verdict? True where some trial shows no test beyond the visible ones:
 * its results are then a bound ("perfect verifier"), not what visible tests alone would reach.
 */
export function hasPerfectVerifier(experiment: Pick<Experiment, 'tasks' | 'visibleTests'>): boolean {
  return experiment.tasks.some((task) =>
    task.trials.some((trials) => trials.some((trial) => trial.length <= experiment.visibleTests)),
  );
}

/** Successes per model of one task: x1..xK of section 3.1. */
export function successCounts(task: RecordedTask): number[] {
  return task.trials.map((trials) => trials.filter(passed).length);
}

/** The share of each model's trials that passed; 0 where a model has no trial. */
export function successShares(task: RecordedTask): number[] {
  return task.trials.map((trials) => (trials.length ? trials.filter(passed).length / trials.length : 0));
}

/** The paper's cleaning (3.2): a task is kept if some trial of some model passed. */
export function isKept(task: RecordedTask): boolean {
  return task.trials.some((trials) => trials.some(passed));
}

/** The fewest trials that some task has, per model: what every task can be asked for. */
export function fewestTrials({ models, tasks }: Pick<Experiment, 'models' | 'tasks'>): number[] {
  return models.map((_, k) =>
    tasks.reduce((fewest, { trials }) => Math.min(fewest, trials[k].length), Infinity),
  );
}
