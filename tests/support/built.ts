import { spawnSync } from 'node:child_process';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.mjs';
import { serve, type Site } from '../../scripts/serve.mjs';
import type { openJudge } from '../../src/judge/open';
import { builtFile } from './judge-files';
import { launchOptions } from './launch';

/** The built app in a browser of its own, for measurements. */
export interface Built {
  browser: Browser;
  /** A page in a context of its own, with nothing of the app at work but a judge: `window.judge`. */
  openPage(options?: Parameters<typeof openJudge>[0]): Promise<Page>;
}

/** Builds the app, serves it, and runs something over it. */
export async function withSite<Result>(
  run: (served: { site: Site; executablePath: string }) => Promise<Result>,
): Promise<Result> {
  const executablePath = await findChromium();
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'build', '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The app could not be built.');
  const site = await serve({ folder: 'dist', base: '/some/path/' });
  try {
    return await run({ site, executablePath });
  } finally {
    await site.close();
  }
}

/** The same with a browser. */
export async function withBuilt<Result>(run: (built: Built) => Promise<Result>): Promise<Result> {
  return withSite(async ({ site, executablePath }) => {
    const browser = await chromium.launch({ ...launchOptions, executablePath });
    const openPage = async (options: Parameters<typeof openJudge>[0] = {}) => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${site.url}#/nothing-here`);
      await openJudgeIn(page, options);
      return page;
    };
    try {
      return await run({ browser, openPage });
    } finally {
      await browser.close();
    }
  });
}

/** Opens a judge in a page of the built app, as the app does: `window.judge`. */
export async function openJudgeIn(page: Page, options: Parameters<typeof openJudge>[0] = {}): Promise<void> {
  await page.evaluate(
    async ({ path, options }) => {
      const { openJudge: open } = (await import(new URL(path, document.baseURI).href)) as {
        openJudge: typeof openJudge;
      };
      Object.assign(window, { judge: open(options) });
    },
    { path: builtFile(/^open-[\w-]{8}\.js$/), options },
  );
}
