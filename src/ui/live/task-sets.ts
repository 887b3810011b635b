import { findDataset } from '../../datasets/catalogue';
import { starterTasks } from '../../datasets/starter/starter';
import { hasTexts, loadTexts } from '../../datasets/texts';
import type { LiveDefinition } from '../../lab/run/contract';
import type { LiveTask } from '../../lab/live-trials';
import { cache } from '../state/store.svelte';

/** A set of tasks that an experiment can be made of. */
export interface TaskSet {
  id: string;
  name: string;
  note: string;
  /** Undefined: it is known when they are there. */
  size?: number;
  /** How many of the first tests a prompt shows and a router sees. */
  visibleTests: number;
}

export const taskSets: TaskSet[] = [
  { id: 'starter', name: 'Starter tasks', note: 'come with the app', size: 40, visibleTests: 1 },
  {
    id: 'mbpp',
    name: 'MBPP',
    note: 'the paper’s; its texts are fetched from their public address',
    size: 974,
    visibleTests: 1,
  },
  {
    id: 'mbpp-sanitized',
    name: 'MBPP, sanitized',
    note: 'the part of MBPP that its authors went over by hand; fetched from its public address, and whatever comes first is what must come again',
    visibleTests: 1,
  },
  {
    id: 'humaneval',
    name: 'HumanEval',
    note: 'its texts are fetched from their public address; no test is shown',
    size: 164,
    visibleTests: 0,
  },
  { id: 'own', name: 'A file of yours', note: 'tasks with Python asserts', visibleTests: 1 },
];

/**
 * All tasks of a set, with their texts: from this browser, else fetched.
 *
 * @throws Error, for the visitor, where the texts can't be had
 */
export async function tasksOf(dataset: string): Promise<LiveTask[]> {
  if (dataset === 'starter') return starterTasks();
  const found = findDataset(dataset);
  if (!found) throw new Error(`There is no dataset “${dataset}” in this version of the app.`);
  return loadTexts(found, { cache });
}

/** The texts of an experiment's tasks as far as they are at hand, so that nothing is fetched for them. */
export async function knownTexts({
  dataset,
  ownTasks,
}: Pick<LiveDefinition, 'dataset' | 'ownTasks'>): Promise<Map<string, LiveTask> | undefined> {
  const found = findDataset(dataset);
  if (found && !(await hasTexts(found, cache))) return undefined;
  const tasks = ownTasks ?? (found || dataset === 'starter' ? await tasksOf(dataset) : []);
  return new Map(tasks.map((task) => [task.id, task]));
}

/** Looks a task of an experiment up, its own first; the set is read once. */
export function textsFor({
  dataset,
  ownTasks = [],
}: Pick<LiveDefinition, 'dataset' | 'ownTasks'>): (task: string) => Promise<LiveTask> {
  const own = new Map(ownTasks.map((task) => [task.id, task]));
  let known: Promise<Map<string, LiveTask>> | undefined;
  return async (id) => {
    const mine = own.get(id);
    if (mine) return mine;
    known ??= tasksOf(dataset).then((tasks) => new Map(tasks.map((task) => [task.id, task])));
    // A fetch that failed may go well the next time.
    known.catch(() => (known = undefined));
    const found = (await known).get(id);
    if (!found) throw new Error(`Task ${id} is not in ${dataset} any more.`);
    return found;
  };
}
