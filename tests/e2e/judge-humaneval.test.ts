import { readFileSync } from 'node:fs';
import { humaneval } from '../../src/datasets/humaneval';
import type { Judge, JudgedAnswer } from '../../src/judge/contract';
import { datasetPath, whyMissing } from '../support/datasets';
import { expect, test } from '../support/ready-judge';

const reason = whyMissing(['humaneval']);

test('HumanEval in the judge: every reference solution passes its own check', async ({ judgePage }) => {
  test.skip(reason !== undefined, reason);
  const tasks = humaneval.parse(readFileSync(datasetPath('humaneval'), 'utf8'));
  expect(tasks).toHaveLength(164);
  // The check functions as they stand in the dataset.
  const answers = tasks.map(({ prompt, reference, ...task }): JudgedAnswer => ({
    answer: prompt + reference,
    task,
    form: 'code',
  }));
  const judgements = await judgePage.page.evaluate(
    (all) => (window as unknown as { judge: Judge }).judge.judgeMany(all),
    answers,
  );
  const failed = judgements.flatMap(({ verdict, error }, i) =>
    verdict === 'pass' ? [] : [`${tasks[i].id}: ${verdict}, ${error}`],
  );
  expect(failed).toEqual([]);

  // A check can fail: what returns nothing passes none of those that expect something.
  const empty = tasks.map(({ prompt, reference: _, ...task }): JudgedAnswer => ({
    answer: `${prompt}    return None\n`,
    task,
    form: 'code',
  }));
  const wrong = await judgePage.page.evaluate(
    (all) => (window as unknown as { judge: Judge }).judge.judgeMany(all),
    empty,
  );
  expect(wrong.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
});
