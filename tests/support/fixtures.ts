import { existsSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { serve, type Site } from '../../scripts/serve.mjs';
import { type DatasetName, datasetFiles, routeDataset, whyMissing } from './datasets';
import { Guard } from './guard';

export { expect } from '@playwright/test';

interface TestFixtures {
  /** Fails the test where the page did what it must not. */
  guard: Guard;
  /** Stands in for the public addresses of these datasets, or skips the test where their files aren't here. */
  useDatasets: (...names: DatasetName[]) => Promise<void>;
}

interface WorkerFixtures {
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

  baseURL: ({ site }, use) => use(site.url),

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
