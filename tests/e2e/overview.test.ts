import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible, expectFits } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { screenshot } from '../support/screenshot';
import { cellsOf } from '../support/table';
import { reproduce } from '../support/terminal';

const studied = 'studied in your browser';

/** The figure of all policies, with its table open. */
async function policyRows(page: Page) {
  const figure = page.locator('figure', { hasText: '95 % intervals' });
  const button = figure.getByRole('button', { name: 'Table' });
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  return cellsOf(figure.getByRole('table'));
}

/** Compares all that the page shows with what the terminal prints. */
async function expectTerminals(page: Page, ...args: string[]): Promise<void> {
  const terminal = await reproduce(...args);
  await expect(page.getByText(studied)).toBeVisible({ timeout: 120_000 });
  const rows = await policyRows(page);
  for (const policy of terminal.policies) {
    const row = rows.find(([first]) => first === policy.name)!;
    expect(row, policy.name).toBeDefined();
    const expected = [policy.cost, policy.accuracy].flatMap(({ value, low, high }) => [value, low, high]);
    row.slice(1, 7).forEach((shown, i) => expect(Number(shown)).toBeCloseTo(expected[i], 3.9));
    expect(row[7]).toBe(policy.verifier);
  }
  const percent = (value: number) => (100 * value).toFixed(1);
  await expect(page.getByText('The complexity model names the right level for')).toContainText(
    `${percent(terminal.predictor!.levelAccuracy.value)}\u00a0%`,
  );
  const frontier = terminal.frontiers.find(({ id }) => id === 'threshold')!;
  const shown = rows.filter(([first]) => first === 'Threshold router (frontier)');
  expect(shown).toHaveLength(frontier.points.length);
  shown.forEach((row, i) => expect(Number(row[4])).toBeCloseTo(frontier.points[i].accuracy.value, 3.9));
}

test('shows the first figures before the complexity model is trained, is stopped and gone on with, and keeps all', async ({
  page,
}) => {
  await page.goto('./#/?v=1&of=humaneval');
  const flow = page.getByRole('img', { name: /Flow of 162 tasks/ });
  await expect(flow).toContainText('51 right');
  await expect(flow).toContainText('6 without an answer');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Ladder' })).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText(studied)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('radio', { name: 'Threshold router' })).toBeVisible();
  const marks = await page.evaluate(() =>
    performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime] as const),
  );
  expect(marks.map(([name]) => name)).toEqual(['complexitynet:first-figure', 'complexitynet:all-figures']);
  const before = await policyRows(page);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.reload();
  await expect(page.getByText(studied)).toBeVisible({ timeout: 6000 });
  expect(await policyRows(page)).toEqual(before);
  expect(fetched.filter((url) => url.endsWith('.bin'))).toEqual([]);
});

test('features that can’t be read leave the rest standing', async ({ page, guard }) => {
  guard.allowProblem(/500/);
  await page.context().route('**/features/*.bin', (route) => route.fulfill({ status: 500 }));
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('answered 500');
  await expect(page.getByRole('radio', { name: 'Ladder' })).toBeVisible();
  await page.context().unroute('**/features/*.bin');
  await page.getByRole('button', { name: 'Try again' }).click();
  // It trains.
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('recorded answers that can’t be read are said so, with a way to try again', async ({ page, guard }) => {
  guard.allowProblem(/404/);
  await page.route('**/outcomes/mbpp.jsonl', (route) => route.fulfill({ status: 404 }));
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('outcomes/mbpp.jsonl could not be read');
  await expectAccessible(page);
  await screenshot(page, 'overview-failed');
  await page.unroute('**/outcomes/mbpp.jsonl');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('radio', { name: 'Ladder' })).toBeVisible();
});

test.describe('with the study kept', () => {
  test.use({ isStudied: true });

  // The terminal trains for half a minute.
  test('the page shows the terminal’s figures: kept tasks', { tag: '@long' }, async ({ page }) => {
    await page.goto('./');
    await expectTerminals(page, 'mbpp');
  });

  test('the page shows the terminal’s figures: HumanEval', { tag: '@long' }, async ({ page }) => {
    await page.goto('./');
    await page.getByLabel('Recorded answers').selectOption('humaneval');
    await expectTerminals(page, 'humaneval');
  });

  test('a policy is chosen by its name, its mark or the accuracy wanted, and explained', async ({ page }) => {
    await page.goto('./');
    await page.getByRole('radio', { name: 'Always GPT-3.5' }).check();
    await expect(page.getByText('Ask GPT-3.5, every time. No answer is checked.')).toBeVisible();
    await expect(page.getByRole('img', { name: /Flow of/ })).toContainText('asked 687');
    await page.getByRole('slider').press('Home');
    await expect(page.getByRole('radio', { name: 'Always Code Llama 7B' })).toBeChecked();
    await page.getByRole('slider').press('End');
    await expect(page.getByRole('radio', { name: 'Ladder' })).toBeChecked();
    await page
      .locator('svg[aria-label^="Accuracy"] g', { hasText: 'Always GPT-4:' })
      .locator('circle')
      .click();
    await expect(page.getByRole('radio', { name: 'Always GPT-4' })).toBeChecked();
  });

  test('the authors’ own verdicts can be switched on, and the difference is explained', async ({ page }) => {
    await page.goto('./');
    await page.getByRole('radio', { name: 'the authors’ own' }).check();
    await expect(page.getByText('separate globals and locals')).toBeVisible();
    await expect(page.getByRole('img', { name: /Flow of 653 tasks/ })).toBeVisible();
    await expect(page.getByText('perfect verifier').first()).toBeVisible();
  });

  test('a figure is saved as SVG and its data as CSV', async ({ page }) => {
    await page.goto('./');
    const figure = page.locator('figure').first();
    const saved = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        figure.getByRole('button', { name }).click(),
      ]);
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    };
    const svg = await saved('as SVG');
    expect(svg.name).toBe('mbpp-kept-flow-ladder.svg');
    expect(svg.text).toContain('343 right');
    expect(svg.text).not.toContain('var(--');
    const csv = await saved('as CSV');
    expect(csv.text).toMatch(/^model,asked,accepted and right,.*\r\nCode Llama 7B,687,343,17,0\r\n/);
  });

  test('is accessible and fits, light and dark, wide and narrow', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByText(studied)).toBeVisible({ timeout: 120_000 });
    await expectFits(page, 'overview');
    await screenshot(page, 'overview');
  });
});
