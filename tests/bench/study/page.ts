import type { Page } from '@playwright/test';
import type { Site } from '../../../scripts/serve.mjs';

const patience = 400_000;

/** Runs in the page, before anything of its own: the longest task on the main thread, kept in `longestTask`. */
function watch(): void {
  Object.assign(window, { longestTask: 0 });
  new PerformanceObserver((list) => {
    const global = window as unknown as { longestTask: number };
    for (const { duration } of list.getEntries()) global.longestTask = Math.max(global.longestTask, duration);
  }).observe({ type: 'longtask', buffered: true });
}

const longestTask = async (page: Page) => {
  // What the observer has yet to tell.
  await page.waitForTimeout(300);
  return page.evaluate(() => {
    const global = window as unknown as { longestTask: number };
    const longest = global.longestTask;
    global.longestTask = 0;
    return longest;
  });
};

/**
 * What an outcomes file takes in the page (given by its path: handing it over as text would block the page), in seconds from its being chosen; the blocks are the longest of the main
 * thread, up to the first figures and from there to those of the whole study. `cancelMilliseconds`: from the click on
 * "Stop", while complexity models are compared, to the page saying that it has stopped.
 */
export async function studyInPage(page: Page, site: Site, path: string) {
  await page.addInitScript(watch);
  await page.goto(`${site.url}#/experiments`);
  const input = page.getByLabel('File', { exact: true });
  await input.waitFor();
  const begun = performance.now();
  const secondsSince = () => (performance.now() - begun) / 1000;
  await input.setInputFiles(path);
  await page.getByRole('button', { name: 'Bring it in' }).click({ timeout: patience });
  await page.getByRole('link', { name: 'Open it' }).click({ timeout: patience });
  await page.getByRole('img', { name: 'Tasks per complexity level' }).waitFor({ timeout: patience });
  const firstFiguresSeconds = secondsSince();
  const untilFirstFigures = await longestTask(page);
  console.error({ firstFiguresSeconds, untilFirstFigures });
  await page.getByText('studied in your browser in').waitFor({ timeout: patience });
  const wholeSeconds = secondsSince();
  const parts = page.getByRole('navigation', { name: 'Parts' });
  await parts.getByRole('link', { name: 'Savings' }).click();
  await page.getByRole('table').first().waitFor({ timeout: patience });
  const afterwards = await longestTask(page);
  await parts.getByRole('link', { name: 'Complexity' }).click();
  await page.getByText(/^Comparing complexity models: \d+ of/).waitFor({ timeout: patience });
  const cancelMilliseconds = await page.evaluate(async () => {
    const stop = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Stop')!;
    const clicked = performance.now();
    stop.click();
    while (!document.body.textContent.includes('Stopped.'))
      await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - clicked;
  });
  return {
    firstFiguresSeconds,
    wholeSeconds,
    longestBlockMilliseconds: untilFirstFigures,
    longestBlockAfterwardsMilliseconds: afterwards,
    cancelMilliseconds,
  };
}
