import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Says at the end of a run which tests were skipped, and why. */
export default class Skips implements Reporter {
  readonly #lines: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status !== 'skipped') return;
    const reason = test.annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given';
    this.#lines.push(`  skipped: ${test.title} (${reason})`);
  }

  onEnd(): void {
    if (this.#lines.length) console.log(`\n${this.#lines.join('\n')}`);
  }
}
