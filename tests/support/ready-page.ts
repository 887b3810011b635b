import type { BrowserContext, Page } from '@playwright/test';
import { expect, test as base } from './fixtures';

export { expect } from './fixtures';

/**
 * Playwright’s `test` with one page for all tests of a worker, in which Python is ready: it takes its time to
 * start. What a test leaves in the page the next one finds.
 */
export const test = base.extend<object, { readyPage: Page }>({
  readyPage: [
    async ({ browser, site }, use) => {
      const context = await browser.newContext({ baseURL: site.url, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto('./#/judge');
      await expect(page.getByText('Python is ready')).toBeVisible({ timeout: 120_000 });
      await use(page);
      await context.close();
    },
    { scope: 'worker', timeout: 200_000 },
  ],
  context: async ({ readyPage }, use) => use(readyPage.context() as BrowserContext),
  page: async ({ readyPage }, use) => use(readyPage),
});
