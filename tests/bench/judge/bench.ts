import type { Page } from '@playwright/test';
import type { Judge, JudgedAnswer } from '../../../src/judge/contract';
import { withBuilt } from '../../support/built';
import { references, slowTask } from '../../support/mbpp-trials';
import { measurePeer } from './peers';

const rounds = 3;

export const name = 'judge';

/**
 * MBPP's references, judged in the browser and by peers in native Python, one worker each, all in one run and by
 * turns. Wall time is without task 123; `passed` is of all 974. The peers: a process per sample (the method of
 * openai/human-eval, or its own code where HUMAN_EVAL_PATH names a checkout) and a lean fork per sample (evalplus's);
 * `ratioToBareFork` is to the system call alone. `twoWorkersToOne` is of wall times: 0.5 is twice as fast.
 */
export async function run(): Promise<object> {
  const all = references();
  const quick = all.filter(({ task }) => task.id !== slowTask);
  return withBuilt(async ({ openPage }) => {
    const cold: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const page = await openPage();
      cold.push(await secondsToPrepare(page));
      await page.context().close();
    }
    const one = await openPage({ workers: 1 });
    const two = await openPage({ workers: 2 });
    const seconds: Record<'one' | 'two' | 'process' | 'fork' | 'bareFork', number[]> = {
      one: [],
      two: [],
      process: [],
      fork: [],
      bareFork: [],
    };
    let passed = 0;
    for (let round = 0; round < rounds; round++) {
      const judged = await judgeAll(one, quick);
      seconds.one.push(judged.seconds);
      passed = judged.passed;
      seconds.fork.push(measurePeer('fork').seconds);
      seconds.bareFork.push(measurePeer('bare-fork').seconds);
      if (round === 0) seconds.process.push(measurePeer('process').seconds);
      seconds.two.push((await judgeAll(two, quick)).seconds);
    }
    const slow = all
      .filter(({ task }) => task.id === slowTask)
      .map((answer) => ({ ...answer, deadlineSeconds: 120 }));
    passed += (await judgeAll(one, slow)).passed;
    const here = median(seconds.one);
    return {
      passed,
      millisecondsPerTask: (here / quick.length) * 1000,
      ratioToProcessPerSample: here / median(seconds.process),
      ratioToFork: here / median(seconds.fork),
      ratioToBareFork: here / median(seconds.bareFork),
      twoWorkersToOne: median(seconds.two) / here,
      coldStartSeconds: median(cold),
      respawnSeconds: await respawnSeconds(await openPage({ workers: 1, spare: 0 })),
    };
  });
}

function secondsToPrepare(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const begun = performance.now();
    await (window as unknown as { judge: Judge }).judge.prepare();
    return (performance.now() - begun) / 1000;
  });
}

/** Wall time of judging all, once the workers are warm. */
function judgeAll(page: Page, answers: JudgedAnswer[]): Promise<{ seconds: number; passed: number }> {
  return page.evaluate(async (answers) => {
    const { judge } = window as unknown as { judge: Judge };
    await judge.judgeMany(answers.slice(0, 40));
    const begun = performance.now();
    const judgements = await judge.judgeMany(answers);
    const seconds = (performance.now() - begun) / 1000;
    return { seconds, passed: judgements.filter(({ verdict }) => verdict === 'pass').length };
  }, answers);
}

/** From the end of a worker to the first verdict of the next, which starts from the snapshot. */
function respawnSeconds(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { judge } = window as unknown as { judge: Judge };
    await judge.prepare();
    const task = { id: '1', tests: ['assert f() == 1'] };
    const seconds: number[] = [];
    for (let round = 0; round < 5; round++) {
      // A file was written: this worker is replaced.
      await judge.judge('open("/tmp/x", "w").close()\ndef f():\n    return 1', task, { form: 'code' });
      const begun = performance.now();
      await judge.judge('def f():\n    return 1', task);
      seconds.push((performance.now() - begun) / 1000);
    }
    return seconds.sort((a, b) => a - b)[2];
  });
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
