import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures';
import { type MadeUp, madeUpOutcomes } from '../support/made-up-outcomes';
import { reproduce, runReproduce } from '../support/terminal';

const studied = { timeout: 120_000 };
const two = madeUpOutcomes({ models: 2, tasks: 40, trials: [1, 1], perTest: true });
const shapeOfTen: MadeUp = { models: 10, tasks: 12, trials: [1, 2], perTest: false };

async function give(page: Page, name: string, content: string | Buffer) {
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
}

async function open(page: Page, name: string, content: string) {
  await page.goto('./#/experiments');
  await give(page, name, content);
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByText('studied in your browser')).toBeVisible(studied);
}

/** The rows of a CSV that the page saves, under its column names. */
async function saved(page: Page, save: () => Promise<void>): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), save()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  const cells = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain);
  const columns = cells(lines[0]);
  return lines.slice(1).map((line) => Object.fromEntries(cells(line).map((cell, at) => [columns[at], cell])));
}

/** Runs something with the path of a file that holds this text. */
async function withFile<T>(text: string, run: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'outcomes-'));
  try {
    const path = join(folder, 'outcomes.jsonl');
    await writeFile(path, text);
    return await run(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function expectPolicies(page: Page, policies: Awaited<ReturnType<typeof reproduce>>['policies']) {
  await page.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name: 'Savings' }).click();
  const rows = await saved(page, () =>
    page.getByRole('button', { name: 'Save as CSV', exact: true }).click(),
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) {
    const printed = policies.find(({ name }) => name === row.policy)!;
    for (const measure of ['accuracy', 'cost', 'saving'] as const) {
      const { value, low, high } = printed[measure];
      expect(Number(row[measure])).toBeCloseTo(value, 6);
      expect(Number(row[`${measure} low`])).toBeCloseTo(low, 6);
      expect(Number(row[`${measure} high`])).toBeCloseTo(high, 6);
    }
  }
}

test('bad files leave all as it was; good ones come to what the terminal prints', async ({ page }) => {
  const inTerminal = withFile(two, (path) => runReproduce(path, '--json'));
  await page.goto('./#/experiments');
  const section = page.getByRole('region', { name: 'Bring one in' });
  for (const [name, content, reason] of [
    ['twice.jsonl', two.replace('"t7"', '"t3"'), 'line 9: task: expected an id not used before, got "t3"'],
    ['later.jsonl', two.replace('"version":1', '"version":9'), 'version'],
    ['picture.png', Buffer.of(0x89, 0x50, 0x4e, 0x47, 0xff), 'This is no file of text'],
    ['empty.jsonl', '', 'The file is empty'],
  ] as const) {
    await give(page, name, content);
    await expect(section).toContainText(`${name} was not brought in.`);
    await expect(section).toContainText(reason);
  }
  await expect(page.getByRole('heading', { name: 'Brought in' })).toBeHidden();

  await open(page, 'two.jsonl', two);
  const { policies, predictors } = JSON.parse(await inTerminal);
  await expectPolicies(page, policies);
  await page.getByRole('navigation', { name: 'Parts' }).getByRole('link', { name: 'Complexity' }).click();
  const figure = page.getByRole('figure').filter({ hasText: 'names the right level' });
  await expect(figure).toBeVisible(studied);
  const rows = await saved(page, () =>
    figure.getByRole('button', { name: 'Save this figure’s data as CSV' }).click(),
  );
  for (const { name, levelAccuracy, routedCost, calibrationError } of predictors) {
    const row = rows.find((one) => one['complexity model'] === name)!;
    expect(Number(row['level right'])).toBeCloseTo(levelAccuracy.value, 6);
    expect(Number(row['level right low'])).toBeCloseTo(levelAccuracy.low, 6);
    expect(Number(row['routed cost'])).toBeCloseTo(routedCost.value, 6);
    expect(Number(row['calibration error'])).toBeCloseTo(calibrationError.value, 6);
  }
});

test(
  'ten models, with trials of unequal number, come to the same in page and terminal',
  { tag: '@long' },
  async ({ page }) => {
    const ten = madeUpOutcomes(shapeOfTen);
    const inTerminal = withFile(ten, (path) => reproduce(path));
    await open(page, 'ten.jsonl', ten);
    await expectPolicies(page, (await inTerminal).policies);
  },
);
