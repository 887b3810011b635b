import { join } from 'node:path';
import { type Page, test } from '@playwright/test';

const widths = [1280, 360];
const schemes = ['light', 'dark'] as const;

/**
 * With `SCREENSHOTS` set, takes pictures of the whole page, light and dark, wide and narrow, into
 * `test-results/screenshots` as `<name>-<light|dark>-<width>.png`, and leaves the page as it was. They are for people
 * to look at: four of them take seconds.
 */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  const folder = join(test.info().project.outputDir, 'screenshots');
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
