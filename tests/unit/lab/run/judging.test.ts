import { expect, it } from 'vitest';
import type { Strictness } from '../../../../src/judge/contract';
import { Judging } from '../../../../src/lab/run/judging';
import { openRun } from '../../../../src/lab/run/runner';
import {
  carriedOut,
  fateEngine,
  liveDefinition,
  openExperiments,
  services,
  textJudge,
} from '../../../support/live-runs';

it('judges at resume what was answered and not judged, and asks no model for it', async () => {
  const experiments = await openExperiments(liveDefinition(2));
  let isBroken = true;
  const judge: typeof textJudge = {
    judge: async (...all) => {
      if (isBroken) throw new Error('The judge is broken.');
      return textJudge.judge(...all);
    },
  };
  let requests = 0;
  const engineOf = async (model: Parameters<typeof fateEngine>[0]) => fateEngine(model, 1, () => requests++);
  const first = await openRun('live', services(experiments, { judge, engineOf }));
  const state = await carriedOut(first);
  expect(state.phase).toMatchObject({ kind: 'paused', reasons: [{ kind: 'unjudged', count: 30 }] });
  expect(state.models[0]).toMatchObject({ answered: 10, judged: 0 });
  await first.stop();
  isBroken = false;
  const second = await openRun('live', services(experiments, { judge, engineOf }));
  expect((await carriedOut(second)).phase.kind).toBe('done');
  expect((await experiments.summaries('live')).every(({ verdict }) => verdict !== undefined)).toBe(true);
  expect(requests).toBe(6);
});

it('judges again with another strictness, without asking a model, and once', async () => {
  const experiments = await openExperiments(liveDefinition(2));
  const judged: Strictness[] = [];
  const judge: typeof textJudge = {
    judge: async (answer, task, options) => {
      judged.push(options!.strictness!);
      return options!.strictness === 'strict'
        ? { ...(await textJudge.judge('', task)) }
        : textJudge.judge(answer, task);
    },
  };
  let requests = 0;
  const engineOf = async (model: Parameters<typeof fateEngine>[0]) => fateEngine(model, 1, () => requests++);
  const run = await openRun('live', services(experiments, { judge, engineOf }));
  await carriedOut(run);
  const [before] = [requests];
  await run.judgeAgain('strict');
  await run.judgeAgain('strict');
  expect(requests).toBe(before);
  expect(judged.filter((strictness) => strictness === 'strict')).toHaveLength(30);
  expect((await experiments.summaries('live')).map(({ digits }) => digits)).toStrictEqual(
    new Array(30).fill('0'),
  );
  expect([...run.levels().values()]).toStrictEqual([5, 5]);
  expect((await experiments.get('live'))?.definition.strictness).toBe('strict');
});

it('has the judge go on while verdicts are being kept, but not without end', async () => {
  let asked = 0;
  const keeping: (() => void)[] = [];
  const judging = new Judging(
    {
      judge: { judge: (...all) => (asked++, textJudge.judge(...all)) },
      textOf: async (id) => ({ id, prompt: '', tests: ['assert f(1) == 1'] }),
      strictness: () => 'lenient',
      keep: () => new Promise<void>((kept) => keeping.push(kept)),
      onJudged: () => {},
      onIdle: () => {},
      onFailed: () => {},
    },
    2,
  );
  for (let index = 0; index < 20; index++) {
    judging.add({ experiment: 'live', task: '0', model: 'small', index }, async () => 'right');
  }
  await expect.poll(() => keeping.length).toBe(8);
  expect([asked, judging.open]).toStrictEqual([8, 20]);
  while (judging.open > 0) {
    for (const kept of keeping.splice(0)) kept();
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(asked).toBe(20);
});
