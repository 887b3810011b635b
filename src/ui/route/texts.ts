import type { Experiment } from '../../core/experiment';
import { findDataset } from '../../datasets/catalogue';
import { hasTexts, loadTexts } from '../../datasets/texts';
import type { LiveTask } from '../../lab/live-trials';
import { cache } from '../state/store.svelte';

/** The texts of an experiment’s tasks, or the dataset whose texts must be fetched for them first. */
export type FoundTexts = { byId: ReadonlyMap<string, LiveTask> } | { missing: string };

/**
 * Looks whether the texts of all of an experiment’s tasks are at hand: its own, else the dataset’s. Nothing is fetched.
 *
 * @throws Error, for the visitor, where there are none anywhere
 */
export async function findTexts({ tasks, dataset }: Experiment): Promise<FoundTexts> {
  const own = tasks.flatMap(({ id, prompt, tests = [] }): LiveTask[] =>
    prompt === undefined ? [] : [{ id, prompt, tests }],
  );
  const byId = new Map(own.map((task) => [task.id, task]));
  if (byId.size === tasks.length) return { byId };
  const found = findDataset(dataset);
  if (!found) throw new Error('The texts of its tasks are not here, so there is nothing to learn from.');
  if (!(await hasTexts(found, cache))) return { missing: dataset };
  for (const task of await loadTexts(found, { cache })) if (!byId.has(task.id)) byId.set(task.id, task);
  return { byId };
}
