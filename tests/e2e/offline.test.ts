import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { serve } from '../../scripts/serve.mjs';
import { expect, test } from '../support/fixtures';
import { keepExperiment } from '../support/kept-experiment';

test.use({ serviceWorkers: 'allow' });

/** The service worker has kept the app, and the page is in its hands. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
    }
  });
}

test.setTimeout(150_000);

test('after one visit the app is there without its server: overview, tasks, class, judge', async ({ page, context, guard }) => {
  const own = await serve({ folder: 'dist', base: '/some/path/' });
  guard.allowRequests(own.origin);
  guard.allowProblem(/ERR_CONNECTION_REFUSED|Failed to fetch/);
  const at = (hash: string) => page.goto(own.url + hash);
  await at('#/judge');
  await isKept(page);
  await page.getByRole('button', { name: 'Judge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'The verdict' })).toContainText(/asserts|Wrong/i, { timeout: 60_000 });
  await own.close();
  // What the server let the browser keep by itself is not what is tested.
  const session = await context.newCDPSession(page);
  await session.send('Network.clearBrowserCache');

  await at('');
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Ladder' })).toBeVisible();
  await at('#/judge');
  await page.reload();
  await page.getByRole('button', { name: 'Judge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'The verdict' })).toContainText(/asserts|Wrong/i, { timeout: 60_000 });
});
