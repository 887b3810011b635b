import { paperRule } from '../core/assignment';
import { type LabellingRule, paperFiveLevel, singleTrial, smallestReliable } from '../core/labelling';
import type { ExperimentDefinition } from '../core/live-experiment';
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
  labelling: 'lazy' | 'all';
  /** Dollars; undefined: no limit. */
  budget?: number;
  seed: number;
}

/** The share of tasks that get all M trials under lazy labelling, so that accuracies stay measurable. */
export const auditShare = 0.2;

/** The paper's experiment (sections 3.1 and 4.1): 180 tasks of MBPP, five trials at temperature 1. */
export const paperDraft = { dataset: 'mbpp', tasks: 180, trials: 5, temperature: 1 } as const;

/** The labelling rule for so many models and trials: the paper's where it speaks of them. */
export function ruleFor(models: number, trials: number): LabellingRule {
  if (models === paperFiveLevel.models && trials === paperFiveLevel.trials) return paperFiveLevel;
  if (models === singleTrial.models && trials === singleTrial.trials) return singleTrial;
  return smallestReliable(models);
}

/** Cheapest first: by unit cost, the first added among equals. */
export function cheapestFirst(models: readonly LiveModel[]): LiveModel[] {
  return [...models].sort((a, b) => a.unitCost - b.unitCost);
}

/** A subset of task ids drawn by seed, in the dataset's order. */
export function drawnTasks(ids: readonly string[], count: number, seed: number): string[] {
  if (count >= ids.length) return [...ids];
  const chosen = new Set(shuffled(ids, randomStream(seed, 'tasks')).slice(0, count));
  return ids.filter((id) => chosen.has(id));
}

/**
 * The definition of a drafted experiment.
 *
 * @param id never used before
 * @param ids of the dataset's tasks, in its order
 * @param visibleTests how many of the first tests a router, and a prompt, may see
 */
export function definitionOf(
  draft: Draft,
  id: string,
  ids: readonly string[],
  visibleTests: number,
): ExperimentDefinition<LiveModel> {
  const models = cheapestFirst(draft.models);
  const rule = ruleFor(models.length, draft.trials);
  return {
    format: 'complexitynet-definition',
    version: 1,
    id,
    name: draft.name,
    dataset: draft.dataset,
    taskIds: drawnTasks(ids, draft.tasks, draft.seed),
    models,
    trials: draft.trials,
    sampling: { temperature: draft.temperature, maxTokens: draft.maxTokens },
    visibleTests,
    rule,
    assignment: paperRule(rule),
    labelling: draft.labelling === 'lazy' ? { kind: 'lazy', auditShare } : { kind: 'all' },
    strictness: 'lenient',
    ...(draft.budget !== undefined && { budget: draft.budget }),
    seed: draft.seed,
  };
}

/** Tokens of a typical programming task, as far as nothing is known of the models: an estimate. */
const typicalTokens = { prompt: 200, answer: 150 };

export interface DraftCost {
  /** Trials where all M are asked. */
  trials: number;
  /** Tokens in and out where all M are asked in one request each. */
  input: number;
  output: number;
  /** Dollars where all M are asked; undefined where a model that isn't in the page has no price. */
  dollars?: number;
}

/** What a draft costs at most but for longer answers: an estimate from 200 tokens a prompt and 150 an answer. */
export function estimateOf({ models, trials }: Pick<Draft, 'models' | 'trials'>, tasks: number): DraftCost {
  const requests = models.length * tasks;
  const perModel = ({ price }: LiveModel) =>
    ((price?.input ?? 0) * typicalTokens.prompt + (price?.output ?? 0) * typicalTokens.answer * trials) / 1e6;
  const isPriced = models.every(({ engine, price }) => engine.kind !== 'openai' || price !== undefined);
  return {
    trials: requests * trials,
    input: requests * typicalTokens.prompt,
    output: requests * trials * typicalTokens.answer,
    ...(isPriced && { dollars: tasks * models.reduce((sum, model) => sum + perModel(model), 0) }),
  };
}
