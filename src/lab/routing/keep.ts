import type { Answer } from '../../core/engine';
import { shiftedRule } from '../../core/assignment';
import { smallestReliable } from '../../core/labelling';
import type { ExperimentDefinition, Sampling } from '../../core/live-experiment';
import type { Judgement } from '../../judge/contract';
import type { ExperimentStore } from '../../store/experiments/contract';
import { cheapestFirst, definitionOf } from '../draft';
import type { LiveModel } from '../live-model';
import { type LiveTask, promptFor, trialOf } from '../live-trials';
import type { LiveDefinition } from '../run/contract';
import { promptHash, settledTrial } from '../run/settled';

/** An answer that a model was asked for, judged. */
export interface RoutedAnswer {
  model: LiveModel;
  answer: Answer;
  judgement: Judgement;
  /** Milliseconds since 1970. */
  answeredAt: number;
}

/** A task that was routed, with everything that a study may learn of it. */
export interface RoutedTask {
  task: LiveTask;
  /** Which dataset it is of; "own" where the visitor wrote it. */
  dataset: string;
  /** How many of its first tests models were shown. */
  shown: number;
  sampling: Sampling;
  answers: readonly RoutedAnswer[];
  /** Version of the app’s code. */
  codeVersion: string;
}

/** Stands for "all of its tests" where a definition wants a number. */
const allTests = 1000;

/**
 * A new experiment that routed tasks are kept in: one trial of each model, so that its run asks only those that the
 * router didn’t.
 *
 * @param id never used before
 * @param models in any order
 */
export function routedDefinition(
  id: string,
  models: readonly LiveModel[],
  { temperature, maxTokens }: Sampling,
): LiveDefinition {
  const rule = smallestReliable(models.length, 1);
  return definitionOf(
    {
      name: 'Routed tasks',
      dataset: 'own',
      tasks: 0,
      models: cheapestFirst(models),
      trials: 1,
      temperature,
      maxTokens,
      visibleTests: allTests,
      rule,
      assignment: shiftedRule(rule),
      labelling: { kind: 'all' },
      strictness: 'lenient',
      batched: [],
      seed: 1,
    },
    id,
    [],
  );
}

/** Can a task’s answers be kept in an experiment: may it have the task, and has it some of these models? */
export function accepts(
  definition: ExperimentDefinition,
  { task, dataset }: Pick<RoutedTask, 'task' | 'dataset'>,
  models: readonly { id: string }[],
): boolean {
  const hasTask = definition.dataset === 'own' || definition.dataset === dataset;
  const own = new Set(definition.models.map(({ id }) => id));
  return task.tests.length > 0 && hasTask && models.some(({ id }) => own.has(id));
}

/**
 * Keeps a routed task in an experiment, which may be new: the task where it isn’t there, and each answer as the next
 * trial of its model.
 *
 * @returns how many answers were kept; those of models that the experiment doesn’t have are not
 * @throws StoreError where it can’t be kept
 */
export async function keepRouted(
  experiments: ExperimentStore,
  definition: LiveDefinition,
  { task, shown, sampling, answers, codeVersion }: RoutedTask,
): Promise<number> {
  const { id: experiment } = definition;
  await experiments.put(withTask(definition, task));
  const next = new Map<string, number>();
  for (const { model, index } of await experiments.summaries(experiment, [task.id])) {
    next.set(model, Math.max(next.get(model) ?? 0, index + 1));
  }
  const known = new Set(definition.models.map(({ id }) => id));
  const kept = answers
    .filter(({ model }) => known.has(model.id))
    .map(({ model, answer, judgement, answeredAt }) => {
      const index = next.get(model.id) ?? 0;
      next.set(model.id, index + 1);
      const key = { experiment, task: task.id, model: model.id, index };
      const prompt = promptFor(model, task, shown);
      const facts = { sampling, codeVersion, date: new Date(answeredAt), isBatched: false };
      const settled = settledTrial(key, model, prompt, promptHash(prompt.prompt), answer, facts);
      return {
        settled,
        judged: { ...key, digits: trialOf(judgement), verdict: judgement.verdict, judgement },
      };
    });
  await experiments.settle(kept.map(({ settled }) => settled));
  await experiments.judge(kept.map(({ judged }) => judged));
  await experiments.setStatus(experiment, 'paused');
  return kept.length;
}

function withTask(definition: LiveDefinition, task: LiveTask): LiveDefinition {
  if (definition.taskIds.includes(task.id)) return definition;
  const { id, prompt, tests, setup, entryPoint } = task;
  const own = { id, prompt, tests, ...(setup && { setup }), ...(entryPoint && { entryPoint }) };
  return {
    ...definition,
    taskIds: [...definition.taskIds, id],
    ...(definition.dataset === 'own' && { ownTasks: [...(definition.ownTasks ?? []), own] }),
  };
}
