import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectFits } from '../support/accessibility';
import { expect, test } from '../support/fixtures';
import { screenshot } from '../support/screenshot';
import { cellsOf } from '../support/table';

const studied = 'studied in your browser';

/** Every figure has a caption, a table, and both files. */
async function expectWhole(page: Page, figures: number): Promise<void> {
  await expect(page.locator('figure')).toHaveCount(figures);
  for (const figure of await page.locator('figure').all()) {
    await expect(figure.locator('figcaption b').first()).toBeVisible();
    await figure.getByRole('button', { name: 'Table' }).click();
    expect((await cellsOf(figure.getByRole('table'))).length).toBeGreaterThan(2);
    await figure.getByRole('button', { name: 'Table' }).click();
    const svg = await saved(figure, 'as SVG');
    expect(svg).toMatch(/^<svg[^]*<text/);
    expect(svg).not.toContain('var(--');
    expect((await saved(figure, 'as CSV')).split('\r\n').length).toBeGreaterThan(3);
  }
}

async function saved(figure: Locator, name: string): Promise<string> {
  const [download] = await Promise.all([
    figure.page().waitForEvent('download'),
    figure.getByRole('button', { name }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

test.describe('with the study kept', () => {
  test.use({ isStudied: true });

  test('labels: the rule is tried by keyboard, and says how sure its level is', async ({ page }) => {
    await page.goto('./#/experiments/humaneval/labels');
    const rule = page.getByRole('group', { name: 'Try the rule' });
    await rule.getByLabel('Code Llama 7B').press('End');
    await expect(rule).toContainText('Level 1, sent to Code Llama 7B');
    await expect(page.locator('li[aria-current=step]')).toContainText('Level 1');
    await expect(rule).toContainText(/level 1\s+over 99\s%/);
    for (let press = 0; press < 3; press++) await rule.getByLabel('Code Llama 7B').press('ArrowLeft');
    await expect(page.locator('li[aria-current=step]')).toContainText('Level 1');
    await expect(rule).toContainText(/level 1\s+\d\d\s%/);
    await rule.getByLabel('Code Llama 7B').press('Home');
    await rule.getByLabel('GPT-3.5').press('Home');
    await expect(page.locator('li[aria-current=step]')).toContainText('Level 3');
    await rule.getByLabel('GPT-4o').press('Home');
    await expect(rule).toContainText('2 tasks of 164 here have exactly these counts');
    await expect(rule).toContainText(/dropped\s+\d\d\s%/);

    const stability = page.locator('figure', { hasText: 'would get the same label again' });
    await expect(stability).toContainText('fitted to all 164 tasks');
    await stability.getByRole('button', { name: 'Table' }).click();
    const [overall] = await cellsOf(stability.getByRole('table'));
    expect(overall[0]).toBe('Overall');
    expect(Number(overall[2])).toBeGreaterThan(0.8);
    await stability.getByRole('button', { name: 'Table' }).click();
    await expectWhole(page, 3);
    await expectFits(page, 'study-labels');
    await page.goto('./#/experiments/mbpp/labels');
    await expect(page.getByText('cannot tell how often a passed task passes again')).toBeVisible();
  });

  test('savings: sorted, and slid along the families, by keyboard', async ({ page }) => {
    await page.goto('./#/experiments/mbpp/savings');
    await expect(page.getByText(studied)).toBeVisible({ timeout: 120_000 });
    const policies = page.getByRole('region', { name: 'Policies' });
    const column = (index: number) =>
      cellsOf(policies.getByRole('table')).then((rows) => rows.map((row) => row[index]));
    for (const [name, index] of [
      ['Calls per task', 4],
      ['Points over a coin flip', 6],
    ] as const) {
      await policies.getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
      await expect(policies.getByRole('columnheader', { name })).toHaveAttribute('aria-sort', 'descending');
      const shown = (await column(index)).map((text) => Number.parseFloat(text.replace('−', '-')));
      const known = shown.filter((value) => !Number.isNaN(value));
      expect(known.length).toBeGreaterThan(5);
      expect(known).toEqual(known.toSorted((a, b) => b - a));
      // What has no such figure stands last.
      expect(shown.slice(known.length).every(Number.isNaN)).toBe(true);
      await page.keyboard.press('Enter');
      await expect(policies.getByRole('columnheader', { name })).toHaveAttribute('aria-sort', 'ascending');
    }

    const families = page.getByRole('region', { name: 'Where each family stands' });
    const cascade = async () =>
      (await cellsOf(families.getByRole('table'))).find(([name]) => name === 'Random cascade')!;
    await page.getByRole('slider', { name: 'Cost per task at most' }).press('End');
    await expect.poll(async () => Number.parseFloat((await cascade())[2])).toBeGreaterThan(95);
    await page.getByRole('slider', { name: 'Cost per task at most' }).press('Home');
    await expect.poll(async () => Number.parseFloat((await cascade())[1])).toBeLessThan(1.01);
    await page.getByRole('radio', { name: 'accuracy', exact: true }).check();
    await page.getByRole('slider', { name: 'Right at least' }).press('End');
    await expect(families).toContainText('not that often at any point');
    await page.getByRole('radio', { name: 'dollars' }).check();
    await page.getByLabel('Budget per task, $').fill('0.0105');
    await expect(page.getByText('100 units of cost, GPT-4 counting 100')).toBeVisible();
    await page.getByLabel('Budget per task, $').fill('');
    await expect(page.getByText('Both are numbers above 0.')).toBeVisible();
    await page.getByRole('radio', { name: 'cost', exact: true }).check();
    await expectWhole(page, 2);
    await expectFits(page, 'study-savings');
  });

  test('about: the paper beside what is computed here', async ({ page }) => {
    await page.goto('./#/about');
    const table = page.getByRole('table', { name: 'The paper against this reproduction' });
    const row = (id: string) => table.locator(`tr[data-row=${id}]`);
    await expect(row('level').locator('td').first()).toContainText('79\u00a0%');
    await expect(row('level').locator('td').first()).toContainText('section 4.1');
    // Of what is kept, at once; of what is not, when it has been computed.
    await expect(row('single').locator('td').nth(1)).toContainText(/5\d\.\d\s%/);
    await expect(row('single').locator('td').nth(2)).toContainText('–');
    await expect(row('oracle').locator('td').nth(2)).toContainText('54.8\u00a0%');
    await expect(table.getByText('computing …')).toHaveCount(0, { timeout: 120_000 });
    await expect(row('level').locator('td').nth(2)).toContainText(/5\d\.\d\s%/);
    await expect(row('kept').locator('td').nth(1)).toContainText('687 of 973');

    const harness = page.getByRole('table').filter({ hasText: 'The authors’ harness' });
    const cells = await cellsOf(harness);
    expect(cells[2].map((cell) => cell.slice(0, 4))).toEqual(['GPT-', '58.0', '63.7']);
    expect(cells[3].slice(1)).toEqual(['320', '286']);
    await expect(page.getByText('20 of 34')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Seen before' })).toBeVisible();
    await expectFits(page, 'about');
    await screenshot(page, 'about');
    await page.goto('./');
    await page.getByRole('contentinfo').getByRole('link', { name: 'against this reproduction' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The paper against this reproduction');
  });
});
