import { type AssignmentRule, paperRule, shiftedRule } from '../core/assignment';
import { type LabellingRule, paperFiveLevel, singleTrial, smallestReliable } from '../core/labelling';
import type { ExperimentDefinition, OwnTask } from '../core/live-experiment';
import { datasetOfTask, mixedDataset } from '../core/mixed';
import { randomStream, shuffled } from '../core/random';
import type { LiveModel } from './live-model';

/** What a visitor chooses of a live experiment. */
export interface Draft {
  name: string;
  dataset: string;
  /** How many of the dataset's tasks, drawn by seed; all where it has no more. */
  tasks: number;
  /** In any order. */
  models: readonly LiveModel[];
  /** M: trials per model and task. */
  trials: number;
  temperature: number;
  maxTokens: number;
  /** How many of the first tests a router, and a prompt, may see. */
  visibleTests: number;
  rule: LabellingRule;
  assignment: AssignmentRule;
  labelling: ExperimentDefinition['labelling'];
  strictness: ExperimentDefinition['strictness'];
  /** Ids of models that are asked by batch jobs. */
  batched: string[];
  /** Dollars; undefined: no limit. */
  budget?: number;
  seed: number;
}

/** The share of tasks that get all M trials under lazy labelling, so that accuracies stay measurable. */
export const usualAuditShare = 0.2;

/** The paper's experiment (sections 3.1 and 4.1): 180 tasks of MBPP, five trials at temperature 1. */
export const paperDraft = { dataset: 'mbpp', tasks: 180, trials: 5, temperature: 1 } as const;

/** Labelling rules that fit so many models and trials, the paper's first where it speaks of them. */
export function rulesFor(models: number, trials: number): LabellingRule[] {
  const ofPaper = [paperFiveLevel, singleTrial].filter(
    (rule) => rule.models === models && rule.trials === trials,
  );
  const thresholds = trials === 1 ? [1] : [0.5, 0.8, 1];
  return [...ofPaper, ...thresholds.map((threshold) => smallestReliable(models, threshold))];
}

/** Stands for a rule in words, with an assignment of its own, where rules are chosen by id. */
export const ownRuleId = 'own';

/** Adaptations of an assignment to another rule, by id. */
export const assignments = { 'paper-rule': paperRule, 'shifted-rule': shiftedRule };

/** Cheapest first: by unit cost, the first added among equals. */
export function cheapestFirst(models: readonly LiveModel[]): LiveModel[] {
  return [...models].sort((a, b) => a.unitCost - b.unitCost);
}

/** A subset of tasks drawn by seed, in the dataset's order. */
export function drawnTasks<T extends { id: string }>(tasks: readonly T[], count: number, seed: number): T[] {
  if (count >= tasks.length) return [...tasks];
  const ids = tasks.map(({ id }) => id);
  const chosen = new Set(shuffled(ids, randomStream(seed, 'tasks')).slice(0, count));
  return tasks.filter(({ id }) => chosen.has(id));
}

/** The tasks of a draft: so many of the dataset, or of each where it is of several. */
export function drawnOf<T extends { id: string }>(
  { dataset, tasks, seed }: Pick<Draft, 'dataset' | 'tasks' | 'seed'>,
  texts: readonly T[],
): T[] {
  if (dataset !== mixedDataset) return drawnTasks(texts, tasks, seed);
  const setOf = ({ id }: T) => datasetOfTask(dataset, id);
  const sets = new Set(texts.map(setOf));
  return [...sets].flatMap((set) =>
    drawnTasks(
      texts.filter((text) => setOf(text) === set),
      tasks,
      seed,
    ),
  );
}

/**
 * The definition of a drafted experiment.
 *
 * @param id never used before
 * @param texts the dataset's tasks, in its order; where they are the visitor's own, they are kept with it
 */
export function definitionOf(
  draft: Draft,
  id: string,
  texts: readonly (OwnTask & { reference?: string })[],
): ExperimentDefinition<LiveModel> {
  const { rule, budget, batched } = draft;
  const drawn = drawnOf(draft, texts);
  const own = drawn.filter(({ id: task }) => datasetOfTask(draft.dataset, task) === 'own');
  return {
    format: 'complexitynet-definition',
    version: 1,
    id,
    name: draft.name,
    dataset: draft.dataset,
    taskIds: drawn.map((task) => task.id),
    ...(own.length > 0 && { ownTasks: own }),
    models: cheapestFirst(draft.models),
    trials: draft.trials,
    sampling: { temperature: draft.temperature, maxTokens: draft.maxTokens },
    visibleTests: draft.visibleTests,
    rule,
    assignment: draft.assignment,
    labelling: draft.labelling,
    strictness: draft.strictness,
    ...(batched.length > 0 && { batched }),
    ...(budget !== undefined && { budget }),
    seed: draft.seed,
  };
}
