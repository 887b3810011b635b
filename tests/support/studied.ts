import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';

export type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

const folder = '.cache/studied';
const patience = 240_000;

/**
 * What is kept in a browser in which both built-in experiments were studied on their kept tasks. The page itself
 * computes it, once for each build: training takes half a minute of both cores, and most tests are about something
 * else.
 *
 * @param address where the built app is served
 */
export async function studied(browser: Browser, address: string): Promise<Kept> {
  const path = join(folder, `${await buildHash()}.json`);
  await onceFor(path, async () => JSON.stringify(await study(browser, address)));
  const state = JSON.parse(await readFile(path, 'utf8')) as Kept;
  // It was kept for another port.
  const { origin } = new URL(address);
  return { ...state, origins: state.origins.map((kept) => ({ ...kept, origin })) };
}

async function study(browser: Browser, address: string): Promise<Kept> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await isStudied(page, 687);
  await page.getByLabel('Recorded answers').selectOption('humaneval');
  await isStudied(page, 162);
  const state = await context.storageState({ indexedDB: true });
  await context.close();
  return state;
}

/** Its first figure stands: the page says nothing of the study before. */
async function isStudied(page: Page, tasks: number): Promise<void> {
  await page.getByRole('img', { name: `Flow of ${tasks} tasks` }).waitFor({ timeout: patience });
  await page.getByText('studied in your browser').waitFor({ timeout: patience });
}

/** The names of a build's files carry hashes of what is in them. */
async function buildHash(): Promise<string> {
  const files = await readdir('dist', { recursive: true });
  return createHash('sha256').update(files.sort().join('\n')).digest('hex').slice(0, 16);
}

/** Makes a file that isn't there, in one of the processes that ask for it: the others wait. */
async function onceFor(path: string, make: () => Promise<string>): Promise<void> {
  const lock = `${path}.lock`;
  const deadline = Date.now() + patience;
  while (!existsSync(path)) {
    await mkdir(folder, { recursive: true });
    const isMine = await writeFile(lock, '', { flag: 'wx' }).then(
      () => true,
      () => false,
    );
    if (isMine) {
      try {
        for (const old of await readdir(folder)) if (old.endsWith('.json')) await rm(join(folder, old));
        await writeFile(`${path}.part`, await make());
        await rename(`${path}.part`, path);
      } finally {
        await rm(lock, { force: true });
      }
      return;
    }
    if (Date.now() > deadline) throw new Error(`${lock} stands for ${patience / 1000} s: delete it`);
    // One whose process was killed is no lock.
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > patience) await rm(lock, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
