import type { Page } from '@playwright/test';
import { starterTasks } from '../../src/datasets/starter/starter';
import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { screenshot } from '../support/screenshot';

const tasks = await starterTasks();
const verdict = (page: Page) => page.getByRole('region', { name: 'The verdict' });

test.describe('without Python', () => {
  test.use({ isPythonHeld: true });

  test('prompts: both styles, as much as may be seen, to be copied', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('./#/judge');
    const prompts = page.getByRole('region', { name: 'What a model is asked' });
    const bare = prompts.getByRole('region', { name: 'Bare: User' });
    const bus = tasks.find(({ id }) => id === 'starter/15')!;
    await expect(bare).toContainText('def bus_wait(arg1, arg2):');
    await expect(bare).toContainText(bus.tests[0]);
    await expect(bare).not.toContainText(bus.tests[1]);
    await prompts.getByLabel('Visible asserts').selectOption('none');
    await expect(bare).not.toContainText('assert');
    await prompts.getByRole('button', { name: 'Copy: Bare, User' }).click();
    await expect(prompts.getByText('Copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await bare.textContent());
    await prompts.getByRole('radio', { name: 'completes text' }).check();
    await expect(prompts.getByRole('region', { name: 'Bare: To be completed' })).toContainText('"""');
    await page.getByLabel('Task').selectOption('');
    await expect(prompts).toContainText('Pick a task above');
  });
});

test.describe('getting Python ready', () => {
  const files = /\/assets\/pyodide[^/]*\.wasm/;

  test('shows how far it is, can be stopped, and starts again', async ({ page, context }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await context.route(files, async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await page.goto('./#/judge');
    await expect(page.getByText('Fetching Python while you read')).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Getting Python ready' })).toBeVisible();
    await page.getByRole('button', { name: 'Judge', exact: true }).click();
    await expect(verdict(page)).toContainText('Waiting for Python');
    await expectAccessible(page);
    await screenshot(page, 'judge-starting');
    await page.getByRole('button', { name: 'Stop' }).first().click();
    await expect(page.getByText('Python is not running')).toBeVisible();
    release();
    await page.getByRole('button', { name: 'Start Python' }).click();
    await expect(page.getByText('Python is ready')).toBeVisible({ timeout: 120_000 });
  });

  test('says so where it can’t be fetched, and tries again', async ({ page, context, guard }) => {
    guard.allowProblem(/Failed to load resource/);
    await context.route(files, (route) => route.abort());
    await page.goto('./#/judge');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('Python did not start', { timeout: 60_000 });
    await expectAccessible(page);
    await screenshot(page, 'judge-failed');
    await context.unroute(files);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await expect(page.getByText('Python is ready')).toBeVisible({ timeout: 120_000 });
  });

  test('says so where the browser refuses, and what still works', async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
    await page.goto('./#/judge');
    await expect(page.getByRole('alert')).toContainText('This browser refuses', { timeout: 120_000 });
    await expect(page.getByRole('region', { name: 'Bare: User' })).toContainText('def bus_wait');
    await expectAccessible(page);
    await screenshot(page, 'judge-refused');
  });
});
