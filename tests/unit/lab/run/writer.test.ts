import { expect, it } from 'vitest';
import { Writer } from '../../../../src/lab/run/writer';
import type { ExperimentStore } from '../../../../src/store/experiments/contract';
import { inventedTrial, keyOf } from '../../../support/experiments';

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const verdictOf = (task: number) => ({ ...keyOf(task), digits: '1', verdict: 'pass', judgement: {} });

/** A writer, and how many trials each of its writes had. */
function writer() {
  const writes: { answers: number[]; verdicts: number[] } = { answers: [], verdicts: [] };
  const store = {
    settle: async (trials: unknown[]) => (writes.answers.push(trials.length), []),
    judge: async (judged: unknown[]) => void writes.verdicts.push(judged.length),
  };
  return {
    writes,
    writer: new Writer(store as unknown as ExperimentStore, (problem) => expect.unreachable(String(problem))),
  };
}

it('writes verdicts that come one by one together, and the last ones without being asked', async () => {
  const { writes, writer: keeper } = writer();
  const kept: Promise<boolean>[] = [];
  for (let task = 0; task < 60; task++) {
    kept.push(keeper.judge(verdictOf(task)));
    await wait(1);
  }
  expect(await Promise.all(kept)).toStrictEqual(new Array(60).fill(true));
  expect(writes.verdicts.reduce((sum, count) => sum + count)).toBe(60);
  expect(writes.verdicts.length).toBeLessThan(15);
});

it('keeps an answer at once while verdicts wait, and everything when it is to rest', async () => {
  const { writes, writer: keeper } = writer();
  await keeper.judge(verdictOf(0));
  const begun = performance.now();
  void keeper.judge(verdictOf(1));
  await wait(1);
  expect(writes.verdicts).toStrictEqual([1]);
  await keeper.settle(inventedTrial(keyOf(2), { judged: false }));
  expect(writes.answers).toStrictEqual([1]);
  void keeper.judge(verdictOf(3));
  await keeper.rest();
  expect(writes.verdicts.reduce((sum, count) => sum + count)).toBe(3);
  expect(performance.now() - begun).toBeLessThan(45);
});
