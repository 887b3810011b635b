import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import type { Site } from '../../../scripts/serve.mjs';

export interface Visit {
  /** From the start of the navigation to the first figure with computed numbers. */
  firstFigureSeconds: number;
  /** From there to the figures of the full study. */
  allFiguresSeconds: number;
  /** All JavaScript that the page itself had loaded by its first figure, compressed; 1 kB is 1,000 bytes. */
  initialJavaScriptKilobytes: number;
  /** The same of its workers. */
  workerJavaScriptKilobytes: number;
  /** The longest task on the main thread; 0 where none took 50 ms, which the browser doesn't tell. */
  longestBlockMilliseconds: number;
}

/** What the script in the page gathers. */
interface Seen {
  firstFigure: number;
  allFigures: number;
  /** The scripts that the page, not a worker of it, had loaded by its first figure. */
  scripts: string[];
  longestTask: number;
}

const patience = 120_000;

/** Opens the page in a context of its own, waits until the full study is drawn, and gives what that took. */
export async function visit(browser: Browser, site: Site): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const requests: { url: string; atMilliseconds: number }[] = [];
  const workers: string[] = [];
  page.on('request', (request) => {
    if (/\.m?js$/.test(request.url())) requests.push({ url: request.url(), atMilliseconds: Date.now() });
  });
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.addInitScript(watch);

  await page.goto(site.url);
  const { firstFigure, allFigures, scripts, longestTask } = await page.evaluate(
    (patience) =>
      Promise.race([
        (window as unknown as { seen: Promise<Seen> }).seen,
        new Promise<never>((_, reject) =>
          setTimeout(() => reject(new Error('The page never marked complexitynet:all-figures.')), patience),
        ),
      ]),
    patience,
  );
  const navigation = await page.evaluate(() => performance.timeOrigin);
  await context.close();

  const own = new Set(scripts.filter((url) => !workers.includes(url)));
  const others = requests.filter(
    ({ url, atMilliseconds }) => !own.has(url) && atMilliseconds <= navigation + firstFigure,
  );
  return {
    firstFigureSeconds: firstFigure / 1000,
    allFiguresSeconds: (allFigures - firstFigure) / 1000,
    initialJavaScriptKilobytes: kilobytes(own, site),
    workerJavaScriptKilobytes: kilobytes(new Set(others.map(({ url }) => url)), site),
    longestBlockMilliseconds: longestTask,
  };
}

/** The compressed size of these files of the build. */
export function kilobytes(urls: Set<string>, site: Site): number {
  const files = [...urls].map((url) => join('dist', url.slice(site.url.length)));
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1000;
}

/** Runs in the page, before anything of its own: gathers `seen`. */
function watch(): void {
  let longestTask = 0;
  const tasks = new PerformanceObserver((list) => note(list.getEntries()));
  const note = (entries: PerformanceEntryList) => {
    for (const { duration } of entries) longestTask = Math.max(longestTask, duration);
  };
  tasks.observe({ type: 'longtask', buffered: true });

  const seen = new Promise<Seen>((resolve) => {
    const at = (name: string) => performance.getEntriesByName(name, 'mark')[0]?.startTime;
    const marks = new PerformanceObserver(() => {
      const [firstFigure, allFigures] = [at('complexitynet:first-figure'), at('complexitynet:all-figures')];
      if (firstFigure === undefined || allFigures === undefined) return;
      marks.disconnect();
      const scripts = performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => /\.m?js$/.test(name) && startTime <= firstFigure)
        .map(({ name }) => name);
      // What draws the figures may still be at it, in the task that set the mark or the frame after it.
      setTimeout(() => {
        note(tasks.takeRecords());
        resolve({ firstFigure, allFigures, scripts, longestTask });
      }, 500);
    });
    marks.observe({ type: 'mark', buffered: true });
  });
  Object.assign(window, { seen });
}
