import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { BrowserContext } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { datasetFiles, datasetPath } from '../support/datasets';
import { expect, test } from '../support/fixtures';
import type { Guard } from '../support/guard';
import { screenshot } from '../support/screenshot';
import { cellsOf } from '../support/table';
import { count, detail, mbppText, options, predicted, ready, said, text, trials } from './task-explorer';

const { url } = datasetFiles.mbpp;

/** Answers requests for the texts with something else. */
async function answerWith(context: BrowserContext, guard: Guard, status: number, body: string | Buffer) {
  guard.allowRequests(url);
  if (status !== 200) guard.allowProblem(/status of/);
  const headers = { 'access-control-allow-origin': '*' };
  await context.route(url, (route) => route.fulfill({ status, headers, body }));
}

test.use({ isStudied: true });

/** Lets no request for the texts through. */
async function cutOff(context: BrowserContext, guard: Guard) {
  guard.allowRequests(url);
  guard.allowProblem(/ERR_FAILED/);
  await context.route(url, (route) => route.abort());
}

test('texts come from an address that is shown, are checked, and are asked for once', async ({
  page,
  context,
  guard,
  useDatasets,
}) => {
  await useDatasets('mbpp');
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await context.route(url, async (route) => (await held, route.fallback()));
  await page.goto('./#/tasks');
  await expect(page.getByText('once; they are then kept in this browser.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'raw.githubusercontent.com' })).toHaveAttribute('href', url);
  await expect(options(page).first()).toContainText('solved by GPT-4');
  await screenshot(page, 'tasks-fetching');
  answer();
  await ready(page).click();
  await expect(page.getByText('SHA-256')).toContainText(
    'ccf64ceae9c5403bf50a044cb6d505bfd2a2963ee58338ba268fd65beab92a9f',
  );
  await options(page).nth(2).click();
  await expect(text(page)).toHaveText(mbppText(3));
  await expect(detail(page).getByText('CC BY 4.0')).toContainText('Austin et al.');

  await page.reload();
  await expect(text(page)).toHaveText(mbppText(3));
  expect(guard.foreign).toEqual([url]);
});

test('texts can be stopped while they come, and fetched after all', async ({
  page,
  context,
  useDatasets,
}) => {
  await useDatasets('mbpp');
  await context.route(url, () => new Promise(() => {}), { times: 1 });
  await page.goto('./#/tasks');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped: the texts are not here.')).toBeVisible();
  await page.getByRole('button', { name: 'Fetch the texts' }).click();
  await expect(ready(page)).toBeVisible();
});

test('texts that can’t be had leave everything else at work', async ({ page, context, guard }) => {
  await cutOff(context, guard);
  await page.goto('./#/experiments/mbpp/tasks/36');
  await expect(page.getByRole('alert')).toContainText(`no answer from ${url}`);
  await expect(count(page)).toHaveText('973 tasks');
  expect(await cellsOf(trials(page))).toEqual([
    ['Code Llama 7B', 'failed', 'failed', 'failed', '0 of 1'],
    ['GPT-3.5', 'passed', 'passed', 'failed', '0 of 1'],
    ['GPT-4', 'passed', 'passed', 'passed', '1 of 1'],
  ]);
  await expect(detail(page)).toContainText('Level 2, as no other holds');
  await detail(page).getByRole('button', { name: 'Show all' }).click();
  await expect(said(page)).toContainText('for 11 instead of 100 units');
  await expect(predicted(page)).toBeVisible({ timeout: 120_000 });
  await page.getByRole('radio', { name: 'Threshold router' }).check();
  await expect(said(page)).toContainText('units');
  await expectAccessible(page);
  await screenshot(page, 'tasks-unreachable');
});

test('texts that couldn’t be had are there after another try', async ({
  page,
  context,
  guard,
  useDatasets,
}) => {
  await useDatasets('mbpp');
  guard.allowProblem(/ERR_FAILED/);
  await context.route(url, (route) => route.abort(), { times: 1 });
  await page.goto('./#/tasks');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(ready(page)).toBeVisible();
});

for (const [kind, packed] of [
  ['plain', (content: Buffer) => content],
  ['gzip', (content: Buffer) => gzipSync(content)],
] as const) {
  test(`texts can be handed in as a file, ${kind}`, async ({ page, context, guard, useDatasets }) => {
    await useDatasets('mbpp');
    await cutOff(context, guard);
    await page.goto('./#/experiments/mbpp/tasks/3');
    const buffer = packed(readFileSync(datasetPath('mbpp')));
    const file = { name: 'mbpp.jsonl', mimeType: 'application/octet-stream', buffer };
    await page.getByLabel('Choose the file').setInputFiles(file);
    await expect(text(page)).toHaveText(mbppText(3));
    await page.reload();
    await expect(text(page)).toHaveText(mbppText(3));
  });
}

test('texts other than the pinned ones are refused, and not kept', async ({ page, context, guard }) => {
  await answerWith(context, guard, 200, '{"task_id":1,"text":"No."}\n');
  await page.goto('./#/tasks');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(/its SHA-256 is [0-9a-f]{64}, not ccf64ceae9/);
  await page.getByLabel('Choose the file').setInputFiles({
    name: 'mine.jsonl',
    mimeType: 'text/plain',
    buffer: Buffer.from('mine'),
  });
  await expect(alert).toContainText('What came from the file mine.jsonl is not');
  await page.reload();
  await expect(alert).toContainText('What came from https://');
  expect(guard.foreign).toEqual([url, url]);
});

test('texts that the server refuses: the status is said', async ({ page, context, guard }) => {
  await answerWith(context, guard, 404, 'no');
  await page.goto('./#/tasks');
  await expect(page.getByRole('alert')).toContainText('answered with status 404');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});
