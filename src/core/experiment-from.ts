import type { Experiment, Model, RecordedTask } from './experiment';
import type { ExperimentDefinition, TrialSummary } from './live-experiment';
import { formatOutcomes } from './outcomes-file';

function plainModel({ id, name, unitCost, price, version }: Model): Model {
  return { id, name, unitCost, ...(price && { price }), ...(version && { version }) };
}

/** Digits of the judged trials of each task and model, in the order of their indices. */
function digitsByTask(summaries: readonly TrialSummary[]): Map<string, Map<string, string[]>> {
  const tasks = new Map<string, Map<string, string[]>>();
  const judged = summaries.filter(({ digits }) => digits !== '').sort((a, b) => a.index - b.index);
  for (const { task, model, digits } of judged) {
    if (!tasks.has(task)) tasks.set(task, new Map());
    const models = tasks.get(task)!;
    if (!models.has(model)) models.set(model, []);
    models.get(model)!.push(digits);
  }
  return tasks;
}

/**
 * A live experiment as a recorded one: its tasks that have any judged trial, in the definition's order, with the
 * trials that they have. Under lazy labelling not all have M: what their label is, is for others to say. A trial that
 * could not be had is none.
 */
export function experimentFrom(
  definition: ExperimentDefinition,
  summaries: readonly TrialSummary[],
): Experiment {
  const { id, name, dataset, models, visibleTests, rule, assignment, trials: most } = definition;
  const own = new Map(definition.ownTasks?.map((task) => [task.id, task]));
  const digits = digitsByTask(summaries.filter(({ index }) => index < most));
  const tasks = definition.taskIds.flatMap((task): RecordedTask[] => {
    const ofTask = digits.get(task);
    if (!ofTask) return [];
    const text = own.get(task);
    // Of another kind than Python a test is the answer itself: nothing that predicts may see it.
    const tests = text && (text.kind ?? 'python') === 'python' ? text.tests : [];
    const texts = text && { prompt: text.prompt, ...(tests.length > 0 && { tests }) };
    return [{ id: task, ...texts, trials: models.map((model) => ofTask.get(model.id) ?? []) }];
  });
  return { id, name, dataset, models: models.map(plainModel), visibleTests, rule, assignment, tasks };
}

/** An outcomes file of a live experiment, and what it can't hold. */
export interface Outcomes {
  text: string;
  /** Tasks that have trials, but not of every model, or fewer than the labelling rule needs. */
  leftOut: string[];
}

/**
 * The outcomes file of what has been judged so far: complete tasks only, as the format has no others.
 */
export function toOutcomes(definition: ExperimentDefinition, summaries: readonly TrialSummary[]): Outcomes {
  const experiment = experimentFrom(definition, summaries);
  const needed = definition.rule.trials;
  const isComplete = ({ trials }: RecordedTask) =>
    trials.every((ofModel) => (needed === null ? ofModel.length > 0 : ofModel.length === needed));
  const tasks = experiment.tasks.filter(isComplete);
  const complete = new Set(tasks);
  return {
    text: formatOutcomes({ ...experiment, tasks }),
    leftOut: experiment.tasks.filter((task) => !complete.has(task)).map(({ id }) => id),
  };
}
