import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility';
import { routeDataset } from '../support/datasets';
import { expect, test } from '../support/fixtures';
import { keepExperiment } from '../support/kept-experiment';
import { screenshot } from '../support/screenshot';
import { cellsOf } from '../support/table';

/** Plays a whole round: the model of each task in turn, by its position. @returns the code to hand in */
async function playRound(page: Page, choices: readonly number[], player: string): Promise<string> {
  for (const [at, choice] of choices.entries()) {
    await expect(page.getByRole('heading', { name: `Task ${at + 1} of ${choices.length}` })).toBeFocused();
    await page.getByRole('group', { name: 'Which model is enough?' }).getByRole('button').nth(choice).click();
    await expect(page.getByText(/^(Spot on|Too large|Too small|No model)/)).toBeVisible();
    await page
      .getByRole('button', { name: at + 1 < choices.length ? 'Next task' : 'See the result' })
      .click();
  }
  await page.getByLabel('Your name').fill(player);
  await page.getByLabel('Your name').blur();
  return page.getByRole('textbox', { name: 'Code' }).inputValue();
}

const scoreRows = async (page: Page) =>
  cellsOf(page.getByRole('region', { name: /Round \d+:/ }).getByRole('table'));

async function expectFits(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

test.describe('with the study kept', () => {
  test.use({ isStudied: true });

  test('two players, one round, one table', async ({ page, browser, site, studied, useDatasets }) => {
    await useDatasets('mbpp');
    await page.goto('./#/class?of=mbpp&round=7');
    await expect(page.getByRole('button', { name: 'Begin round 7' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Begin round 7' }).click();
    await expect(page.getByRole('heading', { name: 'Task 1 of 10' })).toBeVisible();
    // What is hidden from a router is hidden from a player.
    await expect(page.locator('blockquote')).not.toBeEmpty();
    await expect(page.getByRole('main').getByText('assert ')).toHaveCount(1);
    const first = await page.locator('blockquote').textContent();
    await screenshot(page, 'class-task');
    const ada = await playRound(page, [0, 0, 0, 0, 0, 0, 0, 0, 0, 2], 'Ada');
    const rows = await scoreRows(page);
    expect(
      rows.map(([who]) => who.replace(/(always|guess|the model|the largest|predicts|knows).*/, '')),
    ).toEqual([...['Ada', 'The router', 'Always Code Llama 7B', 'Always GPT-4', 'Perfect knowledge']]);
    // Nine small ones and a large one; all large ones.
    expect(rows[0][2]).toBe('109');
    expect(rows[3][2]).toBe('1000');
    expect(rows[4][1]).toBe('10');
    await expectAccessible(page);
    await screenshot(page, 'class-result');

    // A guess that was made stands.
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Code' })).toHaveValue(ada);

    const phone = await browser.newContext({
      ...{ storageState: await studied(), viewport: { width: 360, height: 740 }, baseURL: site.url },
      hasTouch: true,
    });
    await routeDataset(phone, 'mbpp');
    const other = await phone.newPage();
    await other.goto('./#/class?of=mbpp&round=7');
    await other.getByRole('button', { name: 'Begin round 7' }).click();
    expect(await other.locator('blockquote').textContent()).toBe(first);
    await expectFits(other);
    const ben = await playRound(other, [2, 2, 2, 2, 2, 2, 2, 2, 2, 2], 'Ben');
    await expectFits(other);
    await phone.close();

    await page.getByRole('link', { name: 'Class results' }).click();
    await expect(page.getByText('No result yet.')).toBeVisible();
    await expect(page.getByRole('img', { name: 'QR code of the link to round 7' })).toBeVisible();
    await page.getByLabel('Codes').fill(`Ada: ${ada}\n${ben.slice(0, -1)}\n`);
    await page.getByLabel('Files').setInputFiles({
      name: 'ben.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(`# round 7\n${ben}\n${ada}\n`),
    });
    await expect(page.getByRole('heading', { name: '3. 2 players' })).toBeVisible();
    await expect(page.getByText('2 are left out')).toBeVisible();
    await expect(page.getByText('a character of it is wrong or missing')).toBeVisible();
    await expect(page.getByText('Ada (ben.txt): is here twice')).toBeVisible();
    const table = await scoreRows(page);
    const players = table.slice(0, 2);
    expect(players.map(([who]) => who).sort()).toEqual(['Ada', 'Ben']);
    expect(players.find(([who]) => who === 'Ada')).toEqual(rows[0]);
    // Ben did as always the largest does.
    expect(players.find(([who]) => who === 'Ben')!.slice(1)).toEqual(table.at(-2)!.slice(1));
    await expectAccessible(page);
    await screenshot(page, 'class-results');
    await page.reload();
    await expect(page.getByRole('heading', { name: '3. 2 players' })).toBeVisible();

    await page.getByRole('link', { name: 'The lesson on one page' }).click();
    await expect(page.getByRole('heading', { name: 'A lesson of 45 minutes' })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, 'class-lesson');
    const sheet = await page.pdf({ format: 'A4' });
    expect(sheet.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  });
});

test('a round is practised with nothing fetched, and what a link can’t open is said', async ({ page }) => {
  await page.goto('./#/class?of=practice&round=2');
  await expect(page.getByText('For practice: no model was asked.')).toBeVisible();
  await page.getByRole('button', { name: 'Begin round 2' }).click();
  const ada = await playRound(page, [0, 1, 2, 0, 1, 2, 0, 1, 2, 0], 'Ada');
  const table = page.getByRole('region', { name: 'Round 2:' });
  await expect(table.getByRole('row', { name: /^The router/ })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('link', { name: 'study of all tasks' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Class results' }).click();
  await page.getByLabel('Codes').fill(ada);
  await expect(page.getByRole('heading', { name: '3. 1 player' })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
  await screenshot(page, 'class-practice');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const rows = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  for (const row of rows.slice(1)) expect(row).toContain('made up for practice, no model was asked');
  await page
    .getByRole('link', { name: /^starter\// })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Does this code' })).toBeVisible();

  await page.goto('./#/class?of=elsewhere&round=3');
  await expect(page.getByText('This round is of an experiment that isn’t in this browser')).toBeVisible();
  await page.goto('./#/class?of=mbpp&round=-2');
  await expect(page.getByRole('heading', { name: 'There is no such round' })).toBeVisible();
  await page.getByRole('link', { name: 'Play the first round' }).click();
  await expect(page.getByRole('button', { name: 'Begin round 1' })).toBeVisible();
});

test('an experiment of one’s own is played with the starter texts', async ({ page }) => {
  await keepExperiment(page, 'invented', { connections: [], models: [] });
  await page.goto('./#/class?of=invented&round=3');
  await page.getByRole('button', { name: 'Begin round 3' }).click();
  await playRound(page, [0, 1, 2, 0, 1, 2, 0, 1, 2, 0], '');
  await expect(page.getByRole('heading', { name: 'What your guesses came to' })).toBeVisible();
});
