import { abuses } from './judge-abuse.cases';
import { expect, solution, task, test } from '../support/judge';

// Most of it is waiting for deadlines, twice each: two can do so at once.
const groups = 2;
const deadlineSeconds = (verdicts: readonly string[]) => (verdicts.join() === 'timeout' ? 0.4 : 1);

for (let group = 0; group < groups; group++) {
  test(`after each abuse the next trial is clean, and none gets a verdict it didn't earn (${group + 1} of ${groups})`, async ({
    judgePage,
  }) => {
    test.setTimeout(300_000);
    await judgePage.open({ workers: 1 });
    await judgePage.prepare();
    const mine = abuses.filter((_, index) => index % groups === group);
    for (const { name, code, verdicts } of mine) {
      await test.step(name, async () => {
        const begun = Date.now();
        const judgement = await judgePage.judge(code, task, {
          form: 'code',
          deadlineSeconds: deadlineSeconds(verdicts),
        });
        if (process.env.SHOW)
          console.log(
            `${name.padEnd(50)} ${judgement.verdict.padEnd(14)} ${Date.now() - begun} ms ${judgement.flags.join()} | ${judgement.error?.split('\n').at(-1)?.slice(0, 120)}`,
          );
        expect
          .soft(verdicts, `${name}: ${judgement.verdict} ${judgement.error}`)
          .toContain(judgement.verdict);
        expect(judgement.stdout.length).toBeLessThanOrEqual(4096);
        const next = await judgePage.judge(solution);
        expect
          .soft(next, name)
          .toMatchObject({ verdict: 'pass', tests: ['pass', 'pass', 'pass'], stdout: '', flags: [] });
      });
    }
  });
}
