import type { Page } from '@playwright/test';
import { drawnSeconds } from './drawn';
import type { PageBench } from './page';
import { withStorePage } from './site';

/** MBPP's 974 tasks, three models, five trials. */
const perExperiment = 14_610;
const million = 1_000_000;
const batch = 3_000;
const openings = 7;
const paidTrials = 100;

export const name = 'store';

interface Global {
  bench: PageBench;
}

/**
 * The store in a browser, on the disk. `trialsPerSecond`: a million trials with answers of 300 characters and
 * verdicts, in batches of 3,000. `openSeconds`: an experiment of 14,610 trials, from the query to the grid that a page
 * draws, in a page just loaded (median); the drawing is not in it. `drawnSeconds`: in the app itself, from the click on
 * the experiment, with the page's code, to the grid on the screen. `openRatioAtMillion`: opening once a million others
 * are there, to before. `paid…Milliseconds`: writes of one trial that costs money, each to the disk (median).
 * `export…`, `import…`, `bundle…`: of the 14,610; the block is the longest that the page stood still for.
 */
export async function run(): Promise<object> {
  const drawn = median(await drawnSeconds(perExperiment, openings));
  return withStorePage(async (openPage) => {
    const page = await openPage();
    const state = await page.evaluate(() => (window as unknown as Global).bench.state());
    if (!state.kept) throw new Error(`The browser keeps nothing: ${state.reason}`);
    await write(page, 'opened', perExperiment);
    const before = await openSeconds(openPage);
    const paid = await paidMilliseconds(page);
    const bundle = await page.evaluate(() => (window as unknown as Global).bench.bundle('opened'));

    let seconds = 0;
    let written = 0;
    for (let at = 0; written < million; at++) {
      const count = Math.min(perExperiment, million - written);
      seconds += await write(page, `other-${at}`, count);
      written += count;
    }
    const after = await openSeconds(openPage);
    return {
      trialsPerSecond: written / seconds,
      openSeconds: before,
      drawnSeconds: drawn,
      openSecondsAtMillion: after,
      openRatioAtMillion: after / before,
      paidIntentMilliseconds: paid.intend,
      paidAnswerMilliseconds: paid.settle,
      paidVerdictMilliseconds: paid.judge,
      ...bundle,
    };
  });
}

function write(page: Page, experiment: string, count: number): Promise<number> {
  return page.evaluate(
    ([experiment, count, batch]) => (window as unknown as Global).bench.write(experiment, count, batch),
    [experiment, count, batch] as const,
  );
}

/** Each time in a page just loaded. */
async function openSeconds(openPage: () => Promise<Page>): Promise<number> {
  const seconds: number[] = [];
  for (let at = 0; at < openings; at++) {
    const page = await openPage();
    const opened = await page.evaluate(() => (window as unknown as Global).bench.open('opened'));
    if (opened.trials !== perExperiment) throw new Error(`${opened.trials} trials were read.`);
    seconds.push(opened.seconds);
    await page.close();
  }
  return median(seconds);
}

async function paidMilliseconds(page: Page) {
  const all = await page.evaluate(async (count) => {
    const { bench } = window as unknown as Global;
    await bench.begin('paid', count);
    const times = [];
    for (let task = 0; task < count; task++) times.push(await bench.paid('paid', task));
    return times;
  }, paidTrials);
  const of = (key: 'intend' | 'settle' | 'judge') => median(all.map((times) => times[key]));
  return { intend: of('intend'), settle: of('settle'), judge: of('judge') };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
