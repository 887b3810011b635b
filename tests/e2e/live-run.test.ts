import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { allTasks } from '../../src/datasets/starter/all';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { ModelsPage } from '../support/models-page';
import { screenshot } from '../support/screenshot';
import { type StandIn, standIn } from '../support/stand-in/server';

let server: StandIn;

// Python starts anew, again after the reload.
test.setTimeout(300_000);
const judged = { timeout: 60_000 };

/** The task whose description the prompt holds. */
const taskIn = (prompt: string) => allTasks.find((task) => prompt.includes(task.prompt.trim().slice(0, 60)));

test.beforeEach(async ({ guard }) => {
  server = await standIn({
    // The small model gets every second task right, the large one all.
    script: ({ model, prompt }) => {
      const task = taskIn(prompt);
      if (!task) return 'I do not know this task.';
      const isRight = model === 'large' || allTasks.indexOf(task) % 2 === 0;
      return isRight ? task.reference : task.wrong[0].code;
    },
  });
  guard.allowRequests(server.baseUrl);
});
test.afterEach(() => server.close());

/** Two models of one server, with prices. */
async function setUpModels(page: Page) {
  const models = new ModelsPage(page);
  await models.open();
  await models.addServer(server.baseUrl, { model: 'small' });
  await models.addModel('large');
  for (const [name, cost] of [
    ['small', '1'],
    ['large', '10'],
  ]) {
    const row = page.getByRole('listitem').filter({ hasText: `${name} at Another server` });
    await row.getByRole('button', { name: 'Edit' }).click();
    await row.getByLabel('Unit cost').fill(cost);
    await row.getByLabel('$ per million tokens in').fill(cost);
    await row.getByLabel('$ per million tokens out').fill(cost);
    await row.getByRole('button', { name: 'Save' }).click();
  }
}

test('tasks are labelled with the visitor’s models, over a reload, and taken along', async ({ page }) => {
  await setUpModels(page);

  await page.goto('./#/experiments');
  await page.getByRole('link', { name: 'Set up a new one' }).click();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('alert')).toContainText('Choose at least one model.');
  await page.getByLabel('small').check();
  await page.getByLabel('large').check();
  await page.getByLabel('Name').fill('Small against large');
  await page.getByLabel('How many, drawn by seed').fill('8');
  await page.getByLabel(/^Trials a model/).fill('2');
  const estimate = page.getByRole('region', { name: 'What it will ask' });
  await expect(estimate).toContainText(/At most 32 trials of 8 tasks in 16 requests/);
  await expect(estimate).toContainText('200 tokens a prompt');
  await page.getByRole('button', { name: 'Count the tokens, and see a prompt' }).click();
  await expect(estimate).toContainText('cl100k');
  await page.getByText(/^What small is sent for task/).click();
  await expect(page.getByRole('region', { name: /^small: user/ })).toContainText('assert ');
  await expectAccessible(page);
  await screenshot(page, 'live-new');
  await page.getByRole('button', { name: 'Set it up' }).click();

  await expect(page.getByRole('heading', { name: 'Small against large' })).toBeVisible();
  server.settings.latency = 700;
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText('Running, as long as this tab is open.')).toBeVisible();
  await expect.poll(() => server.asked.length).toBeGreaterThan(2);
  // It goes on while another page is looked at.
  await page.getByRole('link', { name: 'Judge' }).click();
  await page.getByRole('link', { name: 'Study' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Small against large' })).toContainText(
    'running',
  );
  await page.getByRole('link', { name: 'Small against large' }).click();
  await expect(page.getByText(/^(Running|Done)/)).toBeVisible();
  // The tab is closed and opened again in the middle.
  await page.reload();
  server.settings.latency = 0;
  await page.getByRole('button', { name: /^(Go on|Start)$/ }).click();
  await expect(page.getByText('Done: every label is decided.')).toBeVisible(judged);
  await expect(page.getByText(/8 of 8 labels decided/)).toBeVisible();

  const grid = page.getByRole('region', { name: 'Trials by task and model' });
  const rows = grid.getByRole('row');
  await expect(rows).toHaveCount(9);
  await rows.nth(1).getByRole('button').click();
  await page.getByText(/^small, trial 1: /).click();
  await expect(page.getByRole('region', { name: 'The answer' })).toContainText('def ');
  await expectAccessible(page);
  await screenshot(page, 'live-run');

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all of it (.zip)' }).click();
  const bundle = await readFile(await (await saving).path());
  expect(bundle.subarray(0, 2).toString()).toBe('PK');

  await page.goto('./#/experiments');
  await expect(page.getByRole('listitem').filter({ hasText: 'Small against large' })).toContainText('done');
  await page.getByRole('link', { name: 'Small against large' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('None yet.')).toBeVisible();
});

test('tasks of a file; M and the rule are changed later, all is judged again, and the study has it', async ({
  page,
}) => {
  await setUpModels(page);
  await page.goto('./#/experiments/new');
  await page.getByLabel(/^Set/).selectOption('own');
  const file = page.getByLabel('File of tasks');
  const buffer = (rows: unknown[]) => Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
  const give = (rows: unknown[]) =>
    file.setInputFiles({ name: 'mine.jsonl', mimeType: 'application/x-ndjson', buffer: buffer(rows) });
  await give([
    { prompt: 'Write f.', tests: ['assert f() == 1'] },
    { prompt: 'No test', tests: [] },
  ]);
  await expect(page.getByText('1 of 2 rows are no tasks, and would be left out:')).toBeVisible();
  const tasks = allTasks.slice(0, 12).map(({ id, prompt, tests }) => ({ id, prompt, tests }));
  await give(tasks);
  await expect(page.getByText('All 12 rows are tasks.')).toBeVisible();
  await expect(page.getByLabel('How many, drawn by seed')).toHaveValue('12');
  await page.getByLabel('small').check();
  await page.getByLabel('large').check();
  await page.getByLabel(/^Trials a model/).fill('1');
  await page.getByLabel('all of them').check();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText('Done: every label is decided.')).toBeVisible(judged);
  await expect(page.getByText(/keeps what is here until|may clear what is here/)).toBeVisible();
  const models = page.getByRole('region', { name: 'Models of this run' });
  await expect(models.getByRole('row').nth(1)).toContainText('of 12 tasks');
  expect(server.asked).toHaveLength(24);

  // One trial more of each: what is there is used.
  await page.getByText('Change trials, rule or judging').click();
  const changes = page.getByRole('group').filter({ hasText: 'Change trials, rule or judging' });
  await changes.getByLabel(/^Trials a model/).fill('2');
  await changes
    .getByLabel('Labelling rule')
    .selectOption({ label: 'Smallest reliable model (at least 100 % of its trials pass)' });
  await changes.getByRole('button', { name: 'Change' }).click();
  await expect(changes.getByText('Changed: labels follow')).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('48 of about 48 answers here')).toBeVisible(judged);
  await expect(page.getByText('Done: every label is decided.')).toBeVisible(judged);
  expect(server.asked).toHaveLength(48);

  // Judged again, strictly: nobody is asked.
  await changes.getByLabel(/^Judging;/).selectOption('strict');
  const grid = page.getByRole('region', { name: 'Trials by task and model' });
  await grid.getByRole('button').first().click();
  await page.getByText(/^large, trial 2: /).click();
  await expect(page.getByText('Judged strictly.').filter({ visible: true })).toBeVisible(judged);
  expect(server.asked).toHaveLength(48);

  await page.getByRole('link', { name: 'Labels' }).click();
  await expect(page.getByText('48 recorded answers of small')).toBeVisible();
  await expect(page.getByLabel(/^Recorded answers/)).toContainText('Run of');
  await page.getByRole('link', { name: 'Tasks', exact: true }).last().click();
  await expect(page.getByText('12 tasks', { exact: true })).toBeVisible();
  await expect(page.getByText(tasks[0].prompt.trim().slice(0, 30)).first()).toBeVisible();
  await expectAccessible(page);
});

test(
  'by batches: handed in, the page closed, found again, and judged',
  { tag: '@long' },
  async ({ page }) => {
    await setUpModels(page);
    await page.goto('./#/experiments/new');
    await page.getByLabel('small').check();
    await page.getByLabel('How many, drawn by seed').fill('3');
    await page.getByLabel(/^Trials a model/).fill('2');
    await page.getByLabel(/by the Batch API/).check();
    await expect(page.getByRole('region', { name: 'What it will ask' })).toContainText('within a day');
    await page.getByRole('button', { name: 'Set it up' }).click();
    server.settings.stateTime = 7000;
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const batches = page.getByRole('region', { name: 'Batches at their servers' });
    await expect(batches).toContainText(/small: a batch of 3 requests is being looked through/);
    await expectAccessible(page);
    await page.reload();
    await page.getByRole('button', { name: /^(Go on|Start)$/ }).click();
    await expect(batches).toBeVisible();
    await expect(page.getByText('Done: every label is decided.')).toBeVisible(judged);
    await expect(page.getByText(/6 of about 6 answers here/)).toBeVisible();
    expect(server.batches.list()).toHaveLength(1);
  },
);

test('an experiment that isn’t there, and no model to ask: said', async ({ page }) => {
  await page.goto('./#/experiments/nothing/run');
  await expect(page.getByRole('heading', { name: 'There is no such experiment here' })).toBeVisible();
  await page.goto('./#/experiments/new');
  await expect(page.getByText('There is no model to ask yet.')).toBeVisible();
  await expectAccessible(page);
});
