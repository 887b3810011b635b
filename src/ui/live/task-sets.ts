import { datasetOfTask, mixedDataset, partsOfMixedId } from '../../core/mixed';
import { findDataset } from '../../datasets/catalogue';
import { arranged } from '../../datasets/kinds/registry';
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
  /** Are its answers judged without Python? */
  isWithoutPython?: true;
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
  {
    id: 'cruxeval',
    name: 'CRUXEval',
    note: 'short Python functions with a call each: what does it return? Judged by an assertion; fetched from its public address',
    size: 800,
    visibleTests: 0,
  },
  {
    id: 'gsm8k',
    name: 'GSM8K',
    isWithoutPython: true,
    note: 'word problems with a number as the answer; fetched from their public address, judged without Python',
    size: 1319,
    visibleTests: 0,
  },
  {
    id: 'mmlu',
    name: 'MMLU',
    isWithoutPython: true,
    note: 'questions with four choices, in an order drawn by the seed; 3.5 MB, fetched from their public address, judged without Python',
    size: 14_042,
    visibleTests: 0,
  },
  {
    id: 'own',
    name: 'A file of yours',
    note: 'JSONL, JSON, CSV or Parquet, of any kind of task',
    visibleTests: 1,
  },
  {
    id: mixedDataset,
    name: 'Several of these',
    note: 'tasks of several sets in one experiment; results are given for each set too',
    visibleTests: 0,
  },
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

type Texts = Pick<LiveDefinition, 'dataset' | 'ownTasks' | 'seed'>;

/** The sets that the tasks of an experiment are of, but for its own. */
function setsOf({ dataset, taskIds }: Pick<LiveDefinition, 'dataset' | 'taskIds'>): string[] {
  if (dataset !== mixedDataset) return dataset === 'own' ? [] : [dataset];
  return [...new Set(taskIds.map((id) => datasetOfTask(dataset, id)))].filter((set) => set !== 'own');
}

/** Is Python needed to judge some task of an experiment? */
export function needsPython(definition: Pick<LiveDefinition, 'dataset' | 'ownTasks' | 'taskIds'>): boolean {
  const own = new Set(definition.ownTasks?.map(({ id }) => id));
  const others = definition.taskIds.filter((id) => !own.has(id));
  const sets = others.length > 0 ? setsOf({ ...definition, taskIds: others }) : [];
  return (
    sets.some((set) => !taskSets.find(({ id }) => id === set)?.isWithoutPython) ||
    (definition.ownTasks ?? []).some(({ kind = 'python' }) => kind === 'python' || kind === 'output')
  );
}

/** The texts of an experiment's tasks as far as they are at hand, so that nothing is fetched for them. */
export async function knownTexts(
  definition: Texts & Pick<LiveDefinition, 'taskIds'>,
): Promise<Map<string, LiveTask> | undefined> {
  const own = new Set(definition.ownTasks?.map(({ id }) => id));
  const wanted = definition.taskIds.filter((id) => !own.has(id));
  for (const set of wanted.length > 0 ? setsOf({ ...definition, taskIds: wanted }) : []) {
    const found = findDataset(set);
    if (set !== 'starter' && (!found || !(await hasTexts(found, cache)))) return undefined;
  }
  const textOf = textsFor(definition);
  // A task that its set doesn't have any more is looked for in vain, and the others are there.
  const texts = await Promise.all(definition.taskIds.map((id) => textOf(id).catch(() => undefined)));
  return new Map(texts.flatMap((task) => (task ? [[task.id, task]] : [])));
}

/**
 * Looks a task of an experiment up, as it stands there: its own first; each set is read once.
 *
 * @throws Error, for the visitor, from what it returns, where the text can't be had
 */
export function textsFor({ dataset, ownTasks = [], seed }: Texts): (task: string) => Promise<LiveTask> {
  const own = new Map(ownTasks.map((task) => [task.id, task]));
  const known = new Map<string, Promise<Map<string, LiveTask>>>();
  const setOf = (set: string) => {
    let tasks = known.get(set);
    if (!tasks) {
      tasks = tasksOf(set).then((all) => new Map(all.map((task) => [task.id, task])));
      known.set(set, tasks);
      // A fetch that failed may go well the next time.
      tasks.catch(() => known.delete(set));
    }
    return tasks;
  };
  return async (id) => {
    const mine = own.get(id);
    if (mine) return arranged(mine, seed);
    const place = (dataset === mixedDataset ? partsOfMixedId(id) : undefined) ?? { dataset, id };
    const found = (await setOf(place.dataset)).get(place.id);
    if (!found) throw new Error(`Task ${place.id} is not in ${place.dataset} any more.`);
    return arranged({ ...found, id }, seed);
  };
}
