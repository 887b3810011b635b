import { readFile } from 'node:fs/promises';
import { allTasks } from '../../src/datasets/starter/all';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { ModelsPage } from '../support/models-page';
import { screenshot } from '../support/screenshot';
import { type StandIn, standIn } from '../support/stand-in/server';

let server: StandIn;

// Python starts anew, again after the reload.
test.setTimeout(300_000);
const judged = { timeout: 120_000 };

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

test('tasks are labelled with the visitor’s models, over a reload, and taken along', async ({ page }) => {
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

test('an experiment that isn’t there, and no model to ask: said', async ({ page }) => {
  await page.goto('./#/experiments/nothing/run');
  await expect(page.getByRole('heading', { name: 'There is no such experiment here' })).toBeVisible();
  await page.goto('./#/experiments/new');
  await expect(page.getByText('There is no model to ask yet.')).toBeVisible();
  await expectAccessible(page);
});
