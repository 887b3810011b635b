import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../../../scripts/chromium.mjs';
import { serve } from '../../../scripts/serve.mjs';
import { launchOptions } from '../../support/launch';
import { CannotRun } from '../bench';

/**
 * Builds the store with `page.ts` as a page of its own, and opens it in a browser with a profile on the disk: in a
 * private window databases are in memory, and would be measured too fast.
 *
 * @param run is given what opens the page anew
 */
export async function withStorePage<Result>(
  run: (openPage: () => Promise<Page>) => Promise<Result>,
): Promise<Result> {
  const executablePath = await findChromium().catch((error: Error) => {
    throw new CannotRun(error.message);
  });
  const folder = await mkdtemp(join(tmpdir(), 'complexitynet-store-'));
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: {
        outDir: join(folder, 'site'),
        emptyOutDir: true,
        target: 'es2023',
        lib: { entry: resolve('tests/bench/store/page.ts'), formats: ['es'], fileName: 'page' },
      },
    });
    await writeFile(
      join(folder, 'site/index.html'),
      '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>',
    );
    const site = await serve({ folder: join(folder, 'site') });
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      ...launchOptions,
      executablePath,
    });
    try {
      return await run(async () => {
        const page = await context.newPage();
        page.on('console', (message) => console.error(message.text()));
        await page.goto(site.url);
        return page;
      });
    } finally {
      await context.close();
      await site.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
