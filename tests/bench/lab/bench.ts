import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJudgeIn, withSite } from '../../support/built';
import { inject } from '../../support/live-page/inject';
import { openProfile } from '../../support/live-page/profile';
import type { LabBench, Measured } from './page';

export const name = 'lab';

/** MBPP's 974 tasks, three models, five trials. */
const tasks = 974;

interface Global {
  bench: LabBench;
}

/**
 * What a run costs beside the models: 974 tasks x 3 models x 5 trials of an engine that answers at once, planned,
 * written down before and after, as of models that are paid for, judged and counted; in the browser, with its database
 * on the disk and one worker that judges. `judgingMillisecondsPerTrial`: the same answers judged without a run, which
 * goes on beside the rest. `otherMillisecondsPerTrial`: a run with verdicts that cost nothing; of it, as long as the
 * store was waited for, `…WritingMilliseconds…`: these go on beside each other.
 */
export async function run(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'complexitynet-lab-'));
  try {
    return await withSite(async ({ site, executablePath }) => {
      const { context } = await openProfile(folder, executablePath);
      try {
        const page = context.pages()[0];
        page.on('console', (message) => console.error(message.text()));
        await page.goto(`${site.url}#/nothing-here`);
        await openJudgeIn(page, { workers: 1 });
        await inject(page, 'tests/bench/lab/page.ts');
        const measure = (isJudged: boolean) =>
          page.evaluate(
            ([tasks, isJudged]) => (window as unknown as Global).bench.run('bench', tasks, isJudged),
            [tasks, isJudged] as const,
          );
        const judge = (tasks: number) =>
          page.evaluate((tasks) => (window as unknown as Global).bench.judge(tasks), tasks);
        // Python is started, and warm.
        await judge(40);
        const whole = check(await measure(true));
        const judging = await judge(tasks);
        const other = check(await measure(false));
        const perTrial = (seconds: number) => (seconds * 1000) / whole.trials;
        const writing = Object.entries(other.writing).flatMap(([method, { seconds, calls }]) => [
          [`${method}WritingMillisecondsPerTrial`, perTrial(seconds)],
          [`${method}Writes`, calls],
        ]);
        return {
          overheadMillisecondsPerTrial: perTrial(whole.seconds),
          judgingMillisecondsPerTrial: perTrial(judging),
          otherMillisecondsPerTrial: perTrial(other.seconds),
          ...Object.fromEntries(writing),
          trials: whole.trials,
          seconds: whole.seconds,
        };
      } finally {
        await context.close();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function check(measured: Measured): Measured {
  const { trials, passed } = measured;
  if (trials !== tasks * 15 || Math.abs(passed / trials - 0.5) > 0.01) {
    throw new Error(`${trials} trials, ${passed} of them passed`);
  }
  return measured;
}
