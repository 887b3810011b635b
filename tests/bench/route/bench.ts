import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { withSite } from '../../support/built';
import { launchOptions } from '../../support/launch';
import type { RouterFile } from '../../../src/router/file';
import type { readRouter } from '../../../src/router/router';
import { trainRouter } from '../../../src/study/router/train';
import { labelledTexts } from '../predictor/texts';

export const name = 'route';

interface Job {
  /** Where the module is, for whoever imports it. */
  module: string;
  file: RouterFile;
  prompts: string[];
}

interface Times {
  readMilliseconds: number;
  planMilliseconds: number;
  slowestPlanMilliseconds: number;
}

/** Runs as it stands in Node and in the page: it must not use anything from outside. */
async function time({ module, file, prompts }: Job): Promise<Times> {
  const { readRouter: read } = (await import(/* @vite-ignore */ module)) as { readRouter: typeof readRouter };
  const begun = performance.now();
  const router = read(file);
  const readMilliseconds = performance.now() - begun;
  const point = file.points.length >> 1;
  const times = prompts.map((prompt) => {
    const before = performance.now();
    const [text, ...tests] = prompt.split('\n');
    router.planOf(router.predict(text, tests), { point });
    return performance.now() - before;
  });
  return {
    readMilliseconds,
    planMilliseconds: times.reduce((sum, each) => sum + each, 0) / times.length,
    slowestPlanMilliseconds: Math.max(...times),
  };
}

/**
 * A router trained on MBPP's kept tasks plans for each of them, cold: its features, what is predicted, the plan and its
 * words; in the built page, and with `router.mjs` in Node. Means, and the slowest.
 */
export async function run(): Promise<object> {
  const { experiment, firstAssert } = labelledTexts();
  const texts = experiment.tasks.map(({ id }, at) => ({ id, text: firstAssert[at] }));
  const begun = performance.now();
  const file = await trainRouter(experiment, texts, { seed: 1, scope: 'kept' });
  const trainSeconds = (performance.now() - begun) / 1000;
  const job = { file, prompts: firstAssert };
  return withSite(async ({ site, executablePath }) => {
    const browser = await chromium.launch({ ...launchOptions, executablePath });
    try {
      const page = await browser.newPage();
      await page.goto(`${site.url}#/nothing-here`);
      const inPage = await page.evaluate(time, { ...job, module: `${site.url}router.mjs` });
      const inNode = await time({ ...job, module: pathToFileURL(resolve('dist/router.mjs')).href });
      return {
        ...inPage,
        node: inNode,
        plans: firstAssert.length,
        trainSeconds,
        fileKilobytes: JSON.stringify(file).length / 1000,
      };
    } finally {
      await browser.close();
    }
  });
}
