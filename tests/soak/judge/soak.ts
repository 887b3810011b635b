import type { Page } from '@playwright/test';
import type { Judge, JudgedAnswer } from '../../../src/judge/contract';
import { answerShapes } from '../../support/answer-shapes';
import { withBuilt } from '../../support/built';
import { references, slowTask } from '../../support/mbpp-trials';
import { pagesMegabytes } from './memory';

/** Memory may differ by so much between the first and the last thousand trials. */
const tolerance = 0.1;
const chunk = 250;

export const name = 'judge';

/** 973 references in 15 shapes: 14,595 answers to find code in and to judge, all of them right. */
export async function run(tell: (line: string) => void): Promise<{ ok: boolean }> {
  const tasks = references().filter(({ task }) => task.id !== slowTask);
  const shapes = Object.entries(answerShapes);
  return withBuilt(async ({ browser, openPage }) => {
    const page = await openPage({ workers: 1 });
    const trials = shapes.flatMap(([shape, wrap]) =>
      tasks.map(({ answer, task }) => ({ shape, answer: wrap(answer, entryPointOf(task.tests)), task })),
    );
    // Workers, and what the browser keeps of its own, before the first figure is taken.
    await judge(page, trials.slice(0, chunk));
    const wrong: string[] = [];
    const megabytes: { at: number; size: number }[] = [];
    const begun = performance.now();
    for (let at = 0; at < trials.length; at += chunk) {
      const verdicts = await judge(page, trials.slice(at, at + chunk));
      for (const [index, verdict] of verdicts.entries()) {
        const { shape, task } = trials[at + index];
        if (verdict !== 'pass') wrong.push(`${task.id} as ${shape}: ${verdict}`);
      }
      const size = await pagesMegabytes(browser);
      if (size !== undefined) megabytes.push({ at, size });
      const done = at + verdicts.length;
      const left = ((performance.now() - begun) / done / 1000) * (trials.length - done);
      if (at % 1000 === 0)
        tell(`${done} of ${trials.length}, ${Math.round(left)} s left, ${Math.round(size ?? 0)} MB`);
    }
    const first = mean(megabytes.filter(({ at }) => at < 1000).map(({ size }) => size));
    const last = mean(megabytes.filter(({ at }) => at >= trials.length - 1000).map(({ size }) => size));
    for (const line of wrong.slice(0, 20)) tell(line);
    const flat = megabytes.length === 0 || Math.abs(last / first - 1) <= tolerance;
    return {
      right: `${trials.length - wrong.length} of ${trials.length}`,
      firstThousandMegabytes: first,
      lastThousandMegabytes: last,
      seconds: (performance.now() - begun) / 1000,
      ok: wrong.length === 0 && flat,
    };
  });
}

function judge(page: Page, answers: JudgedAnswer[]): Promise<string[]> {
  return page.evaluate(async (answers) => {
    const { judge } = window as unknown as { judge: Judge };
    return (await judge.judgeMany(answers)).map(({ verdict }) => verdict);
  }, answers);
}

/** The first name called in all tests that Python hasn't itself. */
function entryPointOf(tests: string[]): string {
  const called = [...tests[0].matchAll(/\b([A-Za-z_]\w*)\s*\(/g)].map(([, name]) => name);
  const common = called.filter((name) => tests.every((test) => test.includes(name)));
  return (
    common.find((name) => !['set', 'int', 'sorted', 'list', 'tuple', 'len', 'assert'].includes(name)) ??
    common[0]
  );
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
