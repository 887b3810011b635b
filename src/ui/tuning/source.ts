import type { Experiment } from '../../core/experiment';
import { levelsOf } from '../../core/labelling';
import { mixedDataset } from '../../core/mixed';
import { findDataset } from '../../datasets/catalogue';
import { hasTexts } from '../../datasets/texts';
import type { TuningServices } from '../../lab/tuning/contract';
import { textOf as seenText } from '../../predictors/features/text';
import { labelTasks } from '../../study/labels';
import { seenTests } from '../../datasets/kinds/registry';
import { textsFor } from '../live/task-sets';
import { type ExperimentSource, findSource, loadSource } from '../state/experiment-source';
import { cache, store } from '../state/store.svelte';

/** The labels of an experiment, as a complexity model learns them. */
export interface TuningSource {
  /** Of the experiment, as it is in addresses. */
  id: string;
  /** Undefined where it is gone meanwhile. */
  kind: ExperimentSource['kind'] | undefined;
  experiment: Experiment;
  /** Ids of the tasks that have a label, with it. */
  tasks: string[];
  labels: number[];
  /** The rule’s levels, ascending. */
  levels: number[];
  textOf: TuningServices['textOf'];
  /** What a model sees of each task, where the texts are at hand: tasks with the same belong on one side of a split. */
  seen: string[];
  /** The dataset whose texts must be fetched first; undefined where they are at hand. */
  missingTexts?: string;
  /** What a reader must know, in sentences. */
  notes: string[];
}

/**
 * Reads an experiment’s labels, and looks whether its texts are at hand.
 *
 * @throws Error, for the visitor, where it isn’t here or has no labels yet
 */
export async function tuningSource(id: string): Promise<TuningSource> {
  const { experiment, notes } = await loadSource(id);
  const labelled = labelTasks(experiment, false);
  const kept = await (await store).experiments.get(id);
  const { dataset } = experiment;
  const ownTasks = kept?.definition.ownTasks;
  const tasks = labelled.tasks.map((index) => experiment.tasks[index]);
  const found = findDataset(dataset);
  const lacksTexts = tasks.some(({ prompt }) => prompt === undefined);
  if (lacksTexts && !found && !ownTasks && dataset !== 'starter' && dataset !== mixedDataset) {
    throw new Error(
      'A complexity model learns from the tasks’ texts, and of these tasks none are here: bring in outcomes with prompts.',
    );
  }
  const isMissing = lacksTexts && found && !ownTasks && !(await hasTexts(found, cache));
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const fromDataset = textsFor({
    dataset,
    seed: kept?.definition.seed ?? 1,
    ...(ownTasks && { ownTasks }),
  });
  // A recording may bring its own.
  const textOf: TuningSource['textOf'] = async (task) => {
    const { prompt, tests = [] } = byId.get(task) ?? {};
    return prompt === undefined ? fromDataset(task) : { prompt, tests };
  };
  const seenOf = async ({ id: task }: { id: string }) => {
    const text = await textOf(task);
    return seenText(text.prompt, seenTests({ id: task, ...text }, experiment.visibleTests));
  };
  return {
    id,
    kind: (await findSource(id))?.kind,
    experiment,
    tasks: tasks.map((task) => task.id),
    labels: labelled.level,
    levels: levelsOf(experiment.rule),
    textOf,
    seen: isMissing ? [] : await Promise.all(tasks.map(seenOf)),
    ...(isMissing && { missingTexts: dataset }),
    notes,
  };
}
