import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** Megabytes in memory of all processes that a browser's pages run in; undefined where this system doesn't tell. */
export async function pagesMegabytes(browser: Browser): Promise<number | undefined> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pages = processInfo.filter(({ type }) => type === 'renderer');
    const pageBytes = 4096;
    const bytes = pages.map(
      ({ id }) => Number(readFileSync(`/proc/${id}/statm`, 'utf8').split(' ')[1]) * pageBytes,
    );
    return bytes.reduce((sum, one) => sum + one, 0) / 1e6;
  } catch {
    return undefined;
  } finally {
    await session.detach();
  }
}
