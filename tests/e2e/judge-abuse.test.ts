import { type Abuse, abuses } from './judge-abuse.cases';
import { expect, solution, task, test } from '../support/ready-judge';

/** They end by waiting for a deadline, twice, or with the interpreter, which has to start again. */
const isLong = ({ verdicts }: Abuse) => verdicts.includes('timeout') || verdicts[0] === 'crash';
const deadlineSeconds = (verdicts: readonly string[]) => (verdicts.join() === 'timeout' ? 0.4 : 1);
const outcome = 'the next trial is clean, and none gets a verdict it didn’t earn';

// The judge’s page tries one of each kind that is long.
for (const [title, options, mine] of [
  [`after each quick abuse ${outcome}`, {}, abuses.filter((abuse) => !isLong(abuse))],
  [`after each long abuse ${outcome}`, { tag: '@long' }, abuses.filter(isLong)],
] as const) {
  test(title, options, async ({ judgePage }) => {
    test.setTimeout(400_000);
    for (const { name, code, verdicts } of mine) {
      await test.step(name, async () => {
        const judgement = await judgePage.judge(code, task, {
          form: 'code',
          deadlineSeconds: deadlineSeconds(verdicts),
        });
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
