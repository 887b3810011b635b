import { existsSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { serve, type Site } from '../../scripts/serve.mjs';
import { type DatasetName, datasetFiles, routeDataset, whyMissing } from './datasets';
import { Guard } from './guard';
import { type Kept, studied } from './studied';

export { expect } from '@playwright/test';

interface TestFixtures {
  /**
   * `test.use({ isStudied: true })`: the visitor has been here before, so that the studies of what is built in are
   * kept in their browser. For tests of anything but computing them.
   */
  isStudied: boolean;
  /** `test.use({ isPythonHeld: true })`: Python is never done fetching, where nothing is to be judged. */
  isPythonHeld: boolean;
  /** Fails the test where the page did what it must not. */
  guard: Guard;
  /** Stands in for the public addresses of these datasets, or skips the test where their files aren't here. */
  useDatasets: (...names: DatasetName[]) => Promise<void>;
}

interface WorkerFixtures {
  /** What is kept in a browser in which the overview was looked at: made when it is first asked for. */
  studied: () => Promise<Kept>;
  /** The built app, served below the root of a host as any static host might; `page.goto('./')` opens it. */
  site: Site;
}

/** Playwright's `test` with the built app and a guard over what its pages do. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      if (!existsSync('dist/index.html')) throw new Error('There is no built app: npm run build');
      const site = await serve({ folder: 'dist', base: '/some/path/' });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],

  studied: [
    async ({ browser, site }, use) => {
      let kept: Promise<Kept> | undefined;
      await use(() => (kept ??= studied(browser, site.url)));
    },
    { scope: 'worker' },
  ],

  isStudied: [false, { option: true }],

  storageState: async ({ isStudied, studied }, use) => use(isStudied ? await studied() : undefined),

  baseURL: ({ site }, use) => use(site.url),

  isPythonHeld: [false, { option: true }],

  context: async ({ context, isPythonHeld }, use) => {
    if (isPythonHeld) await context.route(/\/assets\/pyodide[^/]*\.wasm/, () => {});
    await use(context);
  },

  guard: [
    async ({ context, site }, use) => {
      const guard = new Guard(context, site.origin);
      await use(guard);
      if (guard.unexpected.length) throw new Error(`What no page may do:\n${guard.unexpected.join('\n')}`);
    },
    { auto: true },
  ],

  useDatasets: ({ context, guard }, use) =>
    use(async (...names) => {
      const reason = whyMissing(names);
      test.skip(reason !== undefined, reason);
      guard.allowRequests(...names.map((name) => datasetFiles[name].url));
      for (const name of names) await routeDataset(context, name);
    }),
});
