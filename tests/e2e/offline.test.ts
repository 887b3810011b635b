import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { serve } from '../../scripts/serve.mjs';
import { expect, test } from '../support/fixtures';
import { keepExperiment } from '../support/kept-experiment';
import { standIn } from '../support/stand-in/server';

test.use({ serviceWorkers: 'allow' });

const verdict = (page: Page) => page.getByRole('region', { name: 'The verdict' });
const judge = (page: Page) => page.getByRole('button', { name: 'Judge', exact: true }).click();

/** The service worker has kept the app, and the page is in its hands. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
    }
  });
}

test('after one visit the app is there without its server', async ({ page, useDatasets, guard }) => {
  await useDatasets('mbpp');
  const own = await serve({ folder: 'dist', base: '/some/path/' });
  guard.allowRequests(own.origin);
  guard.allowProblem(/ERR_CONNECTION_REFUSED/);
  await page.goto(`${own.url}#/class?of=mbpp&round=7`);
  await page.getByRole('button', { name: 'Begin round 7' }).click();
  await expect(page.locator('blockquote')).not.toBeEmpty();
  const first = await page.locator('blockquote').textContent();
  await page.goto(`${own.url}#/judge`);
  await isKept(page);
  await judge(page);
  await expect(verdict(page)).toContainText('Wrong answer');
  // Python was there before the service worker, which keeps it all the same.
  await expect
    .poll(() =>
      page.evaluate(async () => (await (await caches.open('complexitynet-large-files')).keys()).length),
    )
    .toBeGreaterThanOrEqual(3);
  await own.close();

  await page.goto(own.url);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Ladder' })).toBeVisible();
  await page.getByRole('link', { name: 'Look at the tasks' }).click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.getByRole('link', { name: 'Class', exact: true }).click();
  await page.getByRole('spinbutton', { name: 'Round' }).fill('7');
  await page.getByRole('spinbutton', { name: 'Round' }).press('Enter');
  await page.getByRole('button', { name: 'Begin round 7' }).click();
  await expect(page.locator('blockquote')).toHaveText(first!);
  // The judge’s closed frame is out of a service worker’s reach: it needs the browser’s own cache, which a browser
  // that tests steer doesn’t use.
  await page.getByRole('link', { name: 'Judge', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Python did not start' })).toContainText(
    'The closed frame that generated code runs in is not kept in this browser',
    { timeout: 60_000 },
  );
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  const kept = page.getByRole('region', { name: 'Kept in this browser' });
  await kept.getByRole('button', { name: 'Delete Python' }).click();
  await kept.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(kept.getByText('Nothing has been downloaded yet.')).toBeVisible();
});

test('a new version asks before it takes the place of a page, and more so while an experiment runs', async ({
  browser,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'complexitynet-'));
  cpSync('dist', folder, { recursive: true });
  const own = await serve({ folder });
  // Never answers, so that the run goes on.
  const models = await standIn({ hold: () => new Promise(() => {}) });
  const context = await browser.newContext({ baseURL: own.url, serviceWorkers: 'allow' });
  const page = await context.newPage();
  const connection = { id: 'c', name: 'Stand-in', baseUrl: models.baseUrl, needsKey: false } as const;
  await keepExperiment(
    page,
    'unfinished',
    {
      connections: [{ ...connection, software: 'other' }],
      models: [],
    },
    { from: 0, to: 2, answered: 1 },
  );
  await page.goto('./#/experiments/unfinished/run');
  await isKept(page);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('Running, as long as this tab is open.')).toBeVisible();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  appendFileSync(join(folder, 'sw.js'), '\n// A new version.\n');
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(page.getByText('There is a new version.')).toBeVisible();
  await expect(page.getByText('An experiment is running in this browser')).toBeVisible();
  await page.getByRole('button', { name: 'Later' }).click();
  await expect(page.getByText('There is a new version.')).toBeHidden();
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);

  // Without an experiment, on the next visit.
  await page.reload();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await page.getByRole('button', { name: 'Reload now' }).click();
  await page.waitForFunction(() => !('isSamePage' in window));
  await isKept(page);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
  await context.close();
  await Promise.all([own.close(), models.close()]);
  rmSync(folder, { recursive: true });
});
