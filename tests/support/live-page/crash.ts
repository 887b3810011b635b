import type { Page } from '@playwright/test';

/** Ends a page's process as a fault in it would, and leaves the browser running. */
export async function crash(page: Page): Promise<void> {
  const gone = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  // Its process is gone before it could answer.
  session.send('Page.crash').catch(() => {});
  await gone;
}
