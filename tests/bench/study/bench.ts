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

const measured: Record<string, () => Promise<object>> = {
  mbpp: async () => ({ wholeSeconds: await mbppSeconds() }),
  ...Object.fromEntries(
    Object.entries(shapes).flatMap(([shape, made]) => [
      [`${shape}-terminal`, () => studyInTerminal(madeUpOutcomes(made))],
      [`${shape}-page`, () => inBrowser(madeUpOutcomes(made))],
    ]),
  ),
};

export const parts = Object.keys(measured);

/**
 * The whole study of MBPP, and of two large outcomes files: 14,000 tasks x 2 models x 1 trial, and 500 x 10 x 50; in
 * a terminal, and in a page where there is a Chromium. Each part is told of as soon as it is done, as all take minutes.
 */
export async function run(wanted: readonly string[]): Promise<object> {
  const results: Record<string, object> = {};
  for (const part of wanted) {
    results[part] = await measured[part]();
    console.error(part, results[part]);
  }
  return results;
}

async function inBrowser(file: string): Promise<object> {
  const executablePath = await findChromium().catch(() => undefined);
  if (executablePath === undefined) return { skipped: 'no Chromium was found' };
  return withSite(async ({ site }) => {
    const browser = await chromium.launch({ ...launchOptions, executablePath });
    try {
      const page = await (await browser.newContext()).newPage();
      return await studyInPage(page, site, file);
    } finally {
      await browser.close();
    }
  });
}

async function mbppSeconds(): Promise<number> {
  const { features } = recordedExperiments.find(({ id }) => id === 'mbpp')!;
  const experiment = await loadRecorded('mbpp', (path) => readFile(resolve('public', path), 'utf8'));
  const table = await decodeFeatureTable(await readFile(resolve('public', features)));
  const begun = performance.now();
  await study(experiment, { seed: 1, features: async () => table });
  return (performance.now() - begun) / 1000;
}
