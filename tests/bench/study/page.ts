import type { Page } from '@playwright/test';
import type { Site } from '../../../scripts/serve.mjs';
import { workerSeconds } from './worker-seconds';

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
 * Stops what is being computed: the milliseconds from the click to the page saying so, and the seconds of processor
 * time that its worker uses in the two seconds that begin 0.2 s after.
 */
async function stop(page: Page): Promise<{ milliseconds: number; workerSecondsAfter: number | undefined }> {
  const milliseconds = await page.evaluate(async () => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Stop')!;
    const clicked = performance.now();
    button.click();
    while (!document.body.textContent.includes('Stopped.'))
      await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - clicked;
  });
  await page.waitForTimeout(Math.max(0, 200 - milliseconds));
  return { milliseconds, workerSecondsAfter: await workerSeconds(2_000) };
}

/**
 * What an outcomes file takes in the page (given by its path: handing it over as text would block the page), in
 * seconds from its being chosen; the blocks are the longest of the main thread: up to the first figures, from there
 * to the end of the study, and on going to its other page. Then a study and a comparison of complexity models are
 * stopped.
 */
export async function studyInPage(page: Page, site: Site, path: string) {
  await page.addInitScript(watch);
  await page.goto(`${site.url}#/experiments`);
  const input = page.getByLabel('File', { exact: true });
  await input.waitFor();
  await longestTask(page);
  const begun = performance.now();
  const secondsSince = () => (performance.now() - begun) / 1000;
  await input.setInputFiles(path);
  await page.getByRole('button', { name: 'Bring it in' }).click({ timeout: patience });
  await page.getByRole('link', { name: 'Open it' }).click({ timeout: patience });
  await page.getByRole('img', { name: 'Tasks per complexity level' }).waitFor({ timeout: patience });
  const firstFiguresSeconds = secondsSince();
  const untilFirstFigures = await longestTask(page);
  console.error({ firstFiguresSeconds, untilFirstFigures });
  // Not as a pattern: that would be looked for in the text as it is broken into lines.
  await page.getByText('studied in your browser').waitFor({ timeout: patience });
  const wholeSeconds = secondsSince();
  const untilTheEnd = await longestTask(page);
  console.error({ wholeSeconds, untilTheEnd });
  const parts = page.getByRole('navigation', { name: 'Parts' });
  await parts.getByRole('link', { name: 'Savings' }).click();
  await page.getByRole('region', { name: 'Policies' }).waitFor({ timeout: patience });
  const onSavings = await longestTask(page);
  // Of other tasks it is another study.
  await page.getByRole('radio', { name: 'all', exact: true }).click();
  await page.getByText(/\b1\d of \d+ steps/).waitFor({ timeout: patience });
  const study = await stop(page);
  await parts.getByRole('link', { name: 'Complexity' }).click();
  await page.getByText(/^Comparing complexity models: \d+ of/).waitFor({ timeout: patience });
  const comparison = await stop(page);
  return {
    firstFiguresSeconds,
    wholeSeconds,
    longestBlockMilliseconds: { untilFirstFigures, untilTheEnd, onSavings },
    stopped: { study, comparison },
  };
}
