import type { BrowserContext, Page } from '@playwright/test';
import { test as base } from './fixtures';
import { JudgePage } from './judge';

export { expect, solution, task } from './judge';

/**
 * Playwright’s `test` with one judge of one worker for all tests of a process: Python takes its time to start. What
 * it judged before must make no difference, which is what the judge is for.
 */
export const test = base.extend<{ judgePage: JudgePage }, { readyJudge: JudgePage }>({
  readyJudge: [
    async ({ browser, site }, use) => {
      const context = await browser.newContext({ baseURL: site.url });
      const judgePage = new JudgePage(await context.newPage());
      await judgePage.open({ workers: 1 });
      await judgePage.prepare();
      await use(judgePage);
      await context.close();
    },
    { scope: 'worker', timeout: 200_000 },
  ],
  context: async ({ readyJudge }, use) => use(readyJudge.page.context() as BrowserContext),
  page: async ({ readyJudge }, use) => use(readyJudge.page as Page),
  judgePage: ({ readyJudge }, use) => use(readyJudge),
});
