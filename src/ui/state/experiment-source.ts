import type { Experiment } from '../../core/experiment';
import type { LiveDefinition } from '../../lab/run/contract';
import { count } from '../format';
import type { StudyFeatures } from '../../study/protocol';
import { findRecorded, recordedExperiments } from '../../datasets/recorded';
import { loadRecordedExperiment, servedAddress } from './served';
import { store } from './store.svelte';

/** What lists and headings say of an experiment that the study's pages can show. */
export interface ExperimentSource {
  id: string;
  /**
   * - recorded: comes with the app
   * - live: the visitor's own, answered by models of theirs
   * - brought-in: an outcomes file of the visitor's
   * - practice: comes with the app, and no model was asked: its outcomes are made up from how hard tasks are meant to be
   */
  kind: 'recorded' | 'live' | 'brought-in' | 'practice';
  title: string;
  dataset: string;
  /** A sentence or two on what was recorded. */
  description: string;
}

/** What the outcomes of an experiment are, in a word or two: for tables and captions that leave the page. */
export const answersOf: Record<ExperimentSource['kind'], string> = {
  recorded: 'recorded answers',
  live: 'answers asked for here',
  'brought-in': 'answers from a file',
  practice: 'made up for practice, no model was asked',
};

/** An experiment as a study needs it. */
export interface LoadedExperiment {
  experiment: Experiment;
  /** Absent where no text of its tasks is at hand. */
  features?: StudyFeatures;
  /** What a reader of its figures must know, in sentences. */
  notes: string[];
}

export const recordedSources: readonly ExperimentSource[] = recordedExperiments.map(
  ({ id, title, dataset, description }) => ({
    ...{ id, kind: 'recorded' as const, title, dataset, description },
  }),
);

/** All experiments that are here: built-in ones first, then the visitor's own, last changed first. */
export async function experimentSources(): Promise<ExperimentSource[]> {
  const { experiments, recordings } = await store;
  const entries = [...(await experiments.list()), ...(await recordings.list())];
  const own = await Promise.all(entries.map(({ id }) => findSource(id)));
  return [...recordedSources, ...own.filter((source) => source !== undefined)];
}

/** The experiment of that id; undefined where none is here. */
export async function findSource(id: string): Promise<ExperimentSource | undefined> {
  const recorded = recordedSources.find((source) => source.id === id);
  if (recorded) return recorded;
  const { experiments, recordings } = await store;
  const recording = await recordings.get(id);
  if (recording) {
    const { name, dataset, models, tasks, trials } = recording;
    const description = `${count(trials)} answers of ${models.join(', ')} to ${count(tasks)} tasks, from a file.`;
    return { id, kind: 'brought-in', title: name, dataset, description };
  }
  const kept = await experiments.get(id);
  if (!kept) return undefined;
  const { definition, name } = kept;
  const { taskIds, models, trials } = definition;
  const names = models.map((model) => model.name).join(', ');
  const times = trials === 1 ? 'One answer' : `Up to ${trials} answers`;
  const description = `${times} each of ${names} to ${taskIds.length} tasks, asked and judged in this browser.`;
  return { id, kind: 'live', title: name, dataset: definition.dataset, description };
}

/**
 * Reads an experiment for a study.
 *
 * @throws Error, for the visitor, where it isn't here or can't be studied yet
 */
export async function loadSource(id: string): Promise<LoadedExperiment> {
  const recorded = findRecorded(id);
  if (recorded) {
    const features = { address: servedAddress(recorded.features) };
    return { experiment: await loadRecordedExperiment(id), features, notes: [] };
  }
  const { experiments, recordings } = await store;
  if (await recordings.get(id)) {
    const { recordedExperiment } = await import('../transfer/recorded-experiment');
    return recordedExperiment(id);
  }
  const kept = await experiments.get(id);
  if (!kept) throw new Error('There is no such experiment in this browser.');
  const { liveExperiment } = await import('../live/live-experiment');
  return liveExperiment(kept.definition as LiveDefinition, await experiments.summaries(id));
}
