import type { Page } from '@playwright/test';
import type { Judge, JudgedTask, Judgement, JudgeOptions, JudgeState } from '../../src/judge/contract';
import type * as opening from '../../src/judge/open';
import { openJudgeIn } from './built';
import { test as base } from './fixtures';

export { expect } from './fixtures';

/** A task that any Python gets right. */
export const task: JudgedTask = {
  id: 'double',
  tests: ['assert double(2) == 4', 'assert double(-1) == -2', 'assert double(0) == 0'],
};
export const solution = 'def double(x):\n    return 2 * x\n';

/** The judge of a built page, driven from the test. */
export class JudgePage {
  constructor(readonly page: Page) {}

  /** Opens a page of the app that does nothing itself, and its judge. */
  async open(options: Parameters<typeof opening.openJudge>[0] = {}): Promise<void> {
    await this.page.goto('./#/nothing-here');
    await openJudgeIn(this.page, options);
  }

  prepare(): Promise<void> {
    return this.page.evaluate(() => (window as unknown as { judge: Judge }).judge.prepare());
  }

  judge(
    answer: string,
    of: JudgedTask = task,
    options: Omit<JudgeOptions, 'signal'> = {},
  ): Promise<Judgement> {
    return this.page.evaluate(
      ({ answer, of, options }) => (window as unknown as { judge: Judge }).judge.judge(answer, of, options),
      { answer, of, options },
    );
  }

  state(): Promise<JudgeState> {
    return this.page.evaluate(() => (window as unknown as { judge: Judge }).judge.state);
  }
}

/** Playwright's `test` with the judge of the built app. */
export const test = base.extend<{ judgePage: JudgePage }>({
  judgePage: async ({ page }, use) => use(new JudgePage(page)),
});
