import { functionName } from '../../src/datasets/signature';
import { starterTasks } from '../../src/datasets/starter/starter';
import { examplesOf, asAnswer } from '../../src/ui/judge/example';
import { expect, test } from '../support/ready-judge';

test('the starter set in the judge: references pass, wrong solutions fail', async ({ judgePage }) => {
  test.setTimeout(240_000);
  for (const { id, tests, setup, ...task } of await starterTasks()) {
    const judged = { id, tests, setup, entryPoint: functionName({ tests, setup }) };
    for (const { name, code } of examplesOf({ id, tests, setup, ...task })) {
      const judgement = await judgePage.judge(asAnswer(code), judged);
      const about = `${id}, ${name}: ${judgement.error}`;
      expect.soft(judgement.code.trim(), about).toBe(code);
      expect.soft(judgement.flags, about).toEqual([]);
      expect.soft(judgement.seconds, about).toBeLessThan(0.5);
      const verdicts = code === task.reference ? ['pass'] : ['wrong-answer', 'test-error'];
      expect.soft(verdicts, about).toContain(judgement.verdict);
    }
  }
});
