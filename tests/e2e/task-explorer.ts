import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { datasetPath } from '../support/datasets';

/** Where things are in the task explorer. */
export const list = (page: Page) => page.getByRole('listbox', { name: 'Tasks' });
export const options = (page: Page) => list(page).getByRole('option');
export const selected = (page: Page) => list(page).getByRole('option', { selected: true });
export const count = (page: Page) => page.getByRole('region', { name: 'List of tasks' }).getByRole('status');
export const detail = (page: Page) => page.getByRole('region', { name: 'The chosen task' });
export const heading = (page: Page) => detail(page).getByRole('heading', { level: 2 });
export const text = (page: Page) => detail(page).locator('blockquote');
export const trials = (page: Page) => detail(page).getByRole('table').first();
export const tries = (page: Page) => detail(page).locator('.tries');
export const said = (page: Page) => detail(page).locator('.said');
export const ready = (page: Page) => page.getByText(/^Texts: .*, kept in this browser$/);
export const predicted = (page: Page) => detail(page).getByText('this task was not in the training data.');

/** The text of a task of MBPP as its file has it: none of it stands in this repository. */
export function mbppText(id: number): string {
  const lines = readFileSync(datasetPath('mbpp'), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line)).find((task) => task.task_id === id).text;
}
