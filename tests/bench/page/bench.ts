import { spawnSync } from 'node:child_process';
import { chromium } from '@playwright/test';
import { findChromium } from '../../../scripts/chromium.mjs';
import { serve } from '../../../scripts/serve.mjs';
import { launchOptions } from '../../support/launch';
import { CannotRun } from '../bench';
import { routeSizes } from './routes';
import { type Visit, visit } from './visit';

const runs = 5;

export const name = 'page';

/** What a first visit to the built page costs, each in a browser that has seen nothing: medians. */
export async function run(): Promise<object> {
  const executablePath = await findChromium().catch((error: Error) => {
    throw new CannotRun(error.message);
  });
  build();
  const site = await serve({ folder: 'dist', base: '/some/path/' });
  const visits: Visit[] = [];
  let routeKilobytes: Record<string, number>;
  try {
    for (let i = 0; i < runs; i++) {
      const browser = await chromium.launch({ ...launchOptions, executablePath });
      visits.push(await visit(browser, site).finally(() => browser.close()));
    }
    const browser = await chromium.launch({ ...launchOptions, executablePath });
    routeKilobytes = await routeSizes(browser, site).finally(() => browser.close());
  } finally {
    await site.close();
  }
  const medianOf = (key: keyof Visit) => median(visits.map((one) => one[key]));
  return {
    firstFigureSeconds: medianOf('firstFigureSeconds'),
    allFiguresSeconds: medianOf('allFiguresSeconds'),
    initialJavaScriptKilobytes: medianOf('initialJavaScriptKilobytes'),
    workerJavaScriptKilobytes: medianOf('workerJavaScriptKilobytes'),
    longestBlockMilliseconds: medianOf('longestBlockMilliseconds'),
    routeKilobytes,
    runs,
  };
}

function build(): void {
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'build', '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The page could not be built.');
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
