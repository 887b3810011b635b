import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../../scripts/chromium.mjs';
import { launchOptions } from '../../support/launch';
import { withSite } from '../../support/built';
import { type MadeUp, madeUpOutcomes } from '../../support/made-up-outcomes';
import { decodeFeatureTable } from '../../../src/predictors/features/codec';
import { loadRecorded, recordedExperiments } from '../../../src/datasets/recorded';
import { study } from '../../../src/study/study';
import { studyInPage } from './page';
import { studyInTerminal } from './terminal';

export const name = 'study';

const shapes: Record<string, MadeUp> = {
  manyTasks: { models: 2, tasks: 14_000, trials: [1, 1], perTest: true, chatter: 14 },
  manyTrials: { models: 10, tasks: 500, trials: [50, 50], perTest: true, chatter: 14 },
};

/**
 * The whole study of MBPP, and of two large outcomes files: 14,000 tasks x 2 models x 1 trial, and 500 x 10 x 50; in
 * a terminal, and in a page where there is a Chromium.
 */
export async function run(): Promise<object> {
  const results: Record<string, object> = { mbpp: { wholeSeconds: await mbppSeconds() } };
  const files = Object.entries(shapes).map(([shape, made]) => ({ shape, file: madeUpOutcomes(made) }));
  for (const { shape, file } of files) {
    results[shape] = { megabytes: file.length / 1e6, terminal: await studyInTerminal(file) };
  }
  const executablePath = await findChromium().catch(() => undefined);
  if (executablePath === undefined) return { ...results, page: { skipped: 'no Chromium was found' } };
  await withSite(async ({ site }) => {
    for (const { shape, file } of files) {
      const browser = await chromium.launch({ ...launchOptions, executablePath });
      try {
        const page = await (await browser.newContext()).newPage();
        results[shape] = { ...results[shape], page: await studyInPage(page, site, file) };
      } finally {
        await browser.close();
      }
    }
  });
  return results;
}

async function mbppSeconds(): Promise<number> {
  const { features } = recordedExperiments.find(({ id }) => id === 'mbpp')!;
  const experiment = await loadRecorded('mbpp', (path) => readFile(resolve('public', path), 'utf8'));
  const table = await decodeFeatureTable(await readFile(resolve('public', features)));
  const begun = performance.now();
  await study(experiment, { seed: 1, features: async () => table });
  return (performance.now() - begun) / 1000;
}
