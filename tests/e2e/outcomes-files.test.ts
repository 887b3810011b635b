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

async function begin(page: Page, name: string, content: string) {
  await page.goto('./#/experiments');
  await give(page, name, content);
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await page.getByRole('link', { name: 'Open it' }).click();
}

async function open(page: Page, name: string, content: string) {
  await begin(page, name, content);
  await expect(page.getByText('studied in your browser')).toBeVisible(studied);
}

/** What is seen of a study while it runs: kept in the page's window. */
interface Seen {
  /** What workers told, by its type, and that they were ended. */
  told: string[];
  /** What the bar showed, and of how much. */
  bars: [number, number][];
}

/** Runs in the page, before anything of its own. */
function watch(): void {
  const seen: Seen = { told: [], bars: [] };
  Object.assign(window, { seen });
  window.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('message', ({ data }: MessageEvent<{ type: string }>) =>
        seen.told.push(data.type),
      );
    }
    override terminate() {
      seen.told.push('terminated');
      super.terminate();
    }
  };
  setInterval(() => {
    const bar = document.querySelector<HTMLProgressElement>('.status-row progress');
    if (bar && bar.max > 1) seen.bars.push([bar.value, bar.max]);
  }, 20);
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

test(
  'a study tells how far it is to its end, and stops for good when it is told to',
  { tag: '@long' },
  async ({ page }) => {
    await page.addInitScript(watch);
    const seen = () => page.evaluate(() => (window as unknown as { seen: Seen }).seen);
    await begin(
      page,
      'three.jsonl',
      madeUpOutcomes({ models: 3, tasks: 400, trials: [1, 2], perTest: true, chatter: 8 }),
    );
    await expect(page.getByText('steps, about')).toBeVisible(studied);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('Stopped.')).toBeVisible();
    const over = ({ told }: Seen) => told.includes('stopped') || told.includes('terminated');
    await expect.poll(async () => over(await seen())).toBe(true);
    const stopped = await seen();
    await page.waitForTimeout(700);
    const after = (await seen()).told.slice(stopped.told.length);
    expect(after).not.toContain('progress');
    expect(after).not.toContain('done');

    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(page.getByText('studied in your browser')).toBeVisible(studied);
    const bars = (await seen()).bars.slice(stopped.bars.length);
    const values = bars.map(([value]) => value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(new Set(bars.map(([, max]) => max)).size).toBe(1);
    expect(values.at(-1)! / bars[0][1]).toBeGreaterThan(0.9);
  },
);
