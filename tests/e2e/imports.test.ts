import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { formatDefinition } from '../../src/core/definition-file';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { liveDefinition } from '../support/live-runs';
import { screenshot } from '../support/screenshot';

test.setTimeout(240_000);

/** Twelve tasks, two models, three trials: enough to be studied. */
const outcomes = [
  {
    ...{
      format: 'complexitynet-outcomes',
      version: 1,
      name: 'Two of mine',
      dataset: 'mine',
      visibleTests: 1,
    },
    models: [
      { id: 'a', name: 'Ant', unitCost: 1 },
      { id: 'b', name: 'Bear', unitCost: 10 },
    ],
  },
  ...Array.from({ length: 12 }, (_, task) => ({
    ...{ task: String(task), prompt: `Write a function number ${task} <b>bold</b>.` },
    outcomes: { a: [task % 2 ? '11' : '10', '11', task % 3 ? '00' : '11'], b: ['11', '11', '11'] },
  })),
]
  .map((row) => JSON.stringify(row))
  .join('\n');

const definition = liveDefinition(2, {
  ...{ id: 'mine', name: 'Mine', dataset: 'own', taskIds: ['1', '2'], trials: 5 },
  ownTasks: ['1', '2'].map((id) => ({ id, prompt: 'Add.', tests: ['assert add(1, 2) == 3'] })),
});

const samples = (answers: string[]) =>
  answers
    .map((solution, k) => JSON.stringify({ task_id: String(1 + (k % 2)), solution, model: 'small' }))
    .join('\n');

class ImportPage {
  readonly section: Locator;

  constructor(readonly page: Page) {
    this.section = page.getByRole('region', { name: 'Bring one in' });
  }

  async open() {
    await this.page.goto('./#/experiments');
  }

  async give(name: string, content: string | Buffer) {
    await this.section
      .getByLabel(/^File/)
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
  }

  press(name: string) {
    return this.section.getByRole('button', { name, exact: true }).click();
  }
}

test('an outcomes file: said first, studied, renamed, saved as it came, deleted', async ({ page }) => {
  const imports = new ImportPage(page);
  await imports.open();
  await imports.give('wrong.jsonl', outcomes.replace('"10"', '"1x"'));
  await expect(imports.section).toContainText('wrong.jsonl was not brought in.');
  await expect(imports.section).toContainText('line 2: ');
  await imports.give('mine.jsonl', outcomes);
  await expect(imports.section).toContainText('72 trials of Ant, Bear on 12 tasks of mine');
  await expect(page.getByRole('heading', { name: 'Brought in' })).toBeHidden();
  await expectAccessible(page);
  await screenshot(page, 'import-found');
  await imports.press('Bring it in');
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByRole('heading', { name: 'Two of mine' })).toBeVisible();
  await expect(page.getByText('72 recorded answers of Ant, Bear · studied')).toBeVisible();
  await page.reload();
  await page.getByRole('link', { name: 'Savings' }).click();
  await expect(page.getByRole('heading', { name: 'Every policy' })).toBeVisible();
  await page.getByRole('link', { name: 'Tasks' }).last().click();
  await expect(page.getByText('Write a function number 0 <b>bold</b>.').first()).toBeVisible();

  await imports.open();
  const row = page.getByRole('listitem').filter({ hasText: '72 trials of 2 models' });
  await row.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('New name').fill('Mine again');
  await page.getByLabel('New name').press('Enter');
  await expect(row.getByRole('link', { name: 'Mine again' })).toBeVisible();
  const saving = page.waitForEvent('download');
  await row.getByRole('button', { name: 'Save' }).click();
  expect(await readFile(await (await saving).path(), 'utf8')).toBe(outcomes);
  await row.getByRole('button', { name: 'Delete' }).click();
  await row.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Brought in' })).toBeHidden();
});

test('a definition, answers made elsewhere, their verdicts, and the bundle with its conflicts', async ({
  page,
}) => {
  const imports = new ImportPage(page);
  await imports.open();
  await imports.give('samples.jsonl', samples(['x']));
  await expect(imports.section).toContainText('No experiment here has any of these tasks.');
  await imports.give('run.json', formatDefinition(definition));
  await expect(imports.section).toContainText('2 tasks of own, 5 trials each of small, mid, large');
  await imports.press('Bring it in');
  await imports.give(
    'samples.jsonl',
    samples(['def add(a, b): return a + b', 'def add(a, b): return 4', 'def add(a, b): return b + a']),
  );
  await expect(imports.section.getByLabel(/^Answers of small are of/)).toHaveValue('small');
  await imports.press('Add these answers');
  await expect(imports.section).toContainText('3 answers were added, to be judged.');
  await page.getByRole('link', { name: 'Open it' }).click();
  await page.getByRole('button', { name: 'Judge 3 answers, ask nothing' }).click();
  await expect(page.getByRole('region', { name: 'Last answers' }).getByText('Pass')).toHaveCount(2, {
    timeout: 60_000,
  });
  await expect(page.getByRole('region', { name: 'Last answers' })).toContainText('Wrong answer');

  const saved = async (name: string) => {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return readFile(await (await saving).path());
  };
  const csv = (await saved('Save trials (.csv)')).toString();
  expect(csv.split('\r\n')).toHaveLength(5);
  expect((await saved('Save answers (samples.jsonl)')).toString()).toContain('"task_id":"1"');
  const bundle = await saved('Save all of it (.zip)');

  await imports.open();
  await imports.give('mine.zip', bundle);
  await expect(imports.section).toContainText('All of it is here already');
  await imports.press('Bring it in as a copy');
  await expect(imports.section).toContainText('3 trials were added');
  await expect(page.getByRole('listitem').filter({ hasText: 'Mine (copy)' })).toContainText('3 trials');

  // Another answer in the original than in the bundle: it is asked what is to become of it.
  await page.getByRole('link', { name: 'Mine', exact: true }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await imports.give('run.json', formatDefinition(definition));
  await imports.press('Bring it in');
  await imports.give('samples.jsonl', samples(['def add(a, b): return 7']));
  await imports.section.getByLabel(/^Experiment/).selectOption({ label: 'Mine (1 of the tasks)' });
  await imports.press('Add these answers');
  await expect(imports.section).toContainText('1 answers were added');
  await imports.give('mine.zip', bundle);
  await expect(imports.section).toContainText('some of its trials have another answer');
  await expect(imports.section).toContainText('2 are new here');
  await imports.press('Take the file’s');
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByRole('region', { name: 'Last answers' }).getByText('Pass')).toHaveCount(2);

  await imports.open();
  await imports.give('broken.zip', bundle.subarray(0, 300));
  await expect(imports.section).toContainText('broken.zip was not brought in.');
});

test('a file that is dropped on any page is looked into', async ({ page }) => {
  await page.goto('./#/models');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropped.jsonl'));
    return transfer;
  }, outcomes);
  await page.dispatchEvent('main', 'dragover', { dataTransfer: data });
  await expect(page.getByText('Drop it to look into it')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
  await expect(page.getByText('dropped.jsonl is an outcomes file: Two of mine')).toBeVisible();
  await page.getByRole('button', { name: 'Leave it' }).click();
  await expect(page.getByText('dropped.jsonl')).toBeHidden();
});
