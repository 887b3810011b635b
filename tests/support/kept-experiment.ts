import type { Page } from '@playwright/test';
import { paperRule } from '../../src/core/assignment';
import { paperFiveLevel } from '../../src/core/labelling';
import { allTasks } from '../../src/datasets/starter/all';
import type { LiveSettings } from '../../src/lab/live-settings';
import type { LiveDefinition } from '../../src/lab/run/contract';
import { packSummary, type SummaryPack } from '../../src/store/experiments/packs';
import { remote } from './live-runs';

/** Successes of the three models that make each of the paper's levels. */
const successes = [
  [5, 5, 5],
  [0, 5, 5],
  [0, 1, 5],
  [0, 2, 0],
  [0, 0, 1],
];

/** The level that a starter task has in the kept experiment: they go round, task by task. */
export const levelOfStarter = (index: number) => 1 + (index % 5);

const name = 'Invented labels';

const definition = (id: string, tasks: readonly { id: string }[]): LiveDefinition => ({
  ...{ format: 'complexitynet-definition', version: 1, id, name },
  ...{ dataset: 'starter', taskIds: tasks.map((task) => task.id) },
  models: [remote('small', 1), remote('mid', 10), remote('large', 100)],
  trials: 5,
  sampling: { temperature: 1, maxTokens: 64 },
  visibleTests: 1,
  rule: paperFiveLevel,
  assignment: paperRule(paperFiveLevel),
  labelling: { kind: 'all' },
  strictness: 'lenient',
  seed: 1,
});

/**
 * Puts a live experiment of starter tasks, and settings, into the page's store; nothing is asked for it.
 *
 * @param part which of the starter tasks, all forty unless told; and how many of them were answered, all unless told
 */
export async function keepExperiment(
  page: Page,
  id: string,
  settings: LiveSettings,
  part: { from: number; to: number; answered?: number } = { from: 0, to: allTasks.length },
): Promise<void> {
  const tasks = allTasks.slice(part.from, part.to);
  const answered = tasks.slice(0, part.answered);
  const summaries: { key: string[]; value: SummaryPack }[] = answered.map((task, t) => ({
    key: [id, task.id],
    value: {
      task: task.id,
      trials: ['small', 'mid', 'large'].flatMap((model, k) =>
        Array.from({ length: 5 }, (_, index) =>
          packSummary({
            ...{ experiment: id, task: task.id, model, index, verdict: 'pass' },
            digits: index < successes[t % 5][k] ? '11' : '00',
            ...{ dollars: 0, inputTokens: 1, outputTokens: 1, seconds: 1, answeredAt: 1 },
          }),
        ),
      ),
    },
  }));
  const entry = {
    id,
    name,
    status: answered.length < tasks.length ? 'paused' : 'done',
    createdAt: 1,
    changedAt: 1,
    trials: 15 * answered.length,
  };
  const records = [
    { store: 'experiments', key: [id], value: entry },
    { store: 'definitions', key: [id], value: definition(id, tasks) },
    { store: 'settings', key: 'models', value: { value: settings, storedAt: 1 } },
    ...summaries.map((record) => ({ store: 'summaries', ...record })),
  ];
  // A page that has opened the store has made its tables.
  await page.goto('./#/experiments');
  const own = page.getByRole('link', { name });
  await page.getByText('None yet.').or(own).first().waitFor();
  await page.evaluate(async (all) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('complexitynet');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
    const transaction = database.transaction([...new Set(all.map(({ store }) => store))], 'readwrite');
    for (const { store, key, value } of all) transaction.objectStore(store).put(value, key);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }, records);
  await page.reload();
}
