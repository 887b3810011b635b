import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { experimentFrom } from '../../../../src/core/experiment-from';
import { missingTrials } from '../../../../src/core/missing-trials';
import type { Answer } from '../../../../src/core/engine';
import type { LiveModel } from '../../../../src/lab/live-model';
import type { LiveDefinition } from '../../../../src/lab/run/contract';
import { accepts, keepRouted, type RoutedTask, routedDefinition } from '../../../../src/lab/routing/keep';
import { openStore } from '../../../../src/store/store';
import { liveDefinition, remote, textJudge } from '../../../support/live-runs';

const [small, mid] = [remote('small', 1), remote('mid', 10)];
const sampling = { temperature: 1, maxTokens: 64 };
const task = { id: 'own/1', prompt: 'Double it.', tests: ['assert f(1) == 2'] };

const answer = (text: string): Answer => ({
  ...{ text, finish: 'stop', seconds: 1, model: 'served' },
  usage: { input: 10, output: 5, source: 'reported' },
});

async function routed(
  answers: [LiveModel, string][],
  changes: Partial<RoutedTask> = {},
): Promise<RoutedTask> {
  return {
    ...{ task, dataset: 'own', shown: 1, sampling, codeVersion: 'test' },
    answers: await Promise.all(
      answers.map(async ([model, text]) => ({
        ...{ model, answer: answer(text), answeredAt: 5 },
        judgement: await textJudge.judge(text, task),
      })),
    ),
    ...changes,
  };
}

it('makes an experiment of routed tasks, whose run has only those left to ask that the router didn’t', async () => {
  const { experiments } = await openStore({ indexedDB: new IDBFactory() });
  const made = routedDefinition('routed', [mid, small], sampling);
  expect(made.models.map(({ id }) => id)).toEqual(['small', 'mid']);
  expect(await keepRouted(experiments, made, await routed([[small, 'wrong']]))).toBe(1);
  const kept = (await experiments.get<LiveModel>('routed'))!;
  expect(kept).toMatchObject({ status: 'paused', trials: 1, definition: { ownTasks: [{ id: 'own/1' }] } });
  const summaries = await experiments.summaries('routed');
  expect(summaries).toMatchObject([
    { model: 'small', index: 0, digits: '0', verdict: 'wrong-answer', dollars: 15e-6 },
  ]);
  expect(missingTrials(kept.definition, summaries)).toMatchObject([{ model: 'mid', index: 0 }]);
  const [{ detail }] = await experiments.trials('routed', ['own/1']);
  expect(detail).toMatchObject({
    modelAsked: 'small',
    codeVersion: 'test',
    date: '1970-01-01T00:00:00.005Z',
  });

  // The same task again, and another one.
  await keepRouted(
    experiments,
    kept.definition,
    await routed([
      [small, 'right'],
      [mid, 'right'],
    ]),
  );
  const again = (await experiments.get<LiveModel>('routed'))!.definition as LiveDefinition;
  expect(again.taskIds).toEqual(['own/1']);
  await keepRouted(experiments, again, await routed([[small, 'right']], { task: { ...task, id: 'own/2' } }));
  const grown = (await experiments.get('routed'))!.definition;
  const trials = experimentFrom({ ...grown, trials: 2 }, await experiments.summaries('routed')).tasks;
  expect(trials).toMatchObject([
    { id: 'own/1', prompt: 'Double it.', trials: [['0', '1'], ['1']] },
    { id: 'own/2', trials: [['1'], []] },
  ]);
});

it('keeps in another experiment what fits: its models, its dataset', async () => {
  const { experiments } = await openStore({ indexedDB: new IDBFactory() });
  const definition = liveDefinition(1);
  const task = { id: '0', prompt: 'task 0.', tests: ['assert f(1) == 2'] };
  expect(accepts(definition, { task, dataset: 'own' }, [small])).toBe(false);
  expect(accepts(definition, { task, dataset: 'invented' }, [remote('other', 1)])).toBe(false);
  expect(accepts(definition, { task: { ...task, tests: [] }, dataset: 'invented' }, [small])).toBe(false);
  expect(accepts(definition, { task, dataset: 'invented' }, [small])).toBe(true);
  const all = await routed(
    [
      [small, 'wrong'],
      [remote('other', 1), 'right'],
    ],
    { task, dataset: 'invented' },
  );
  expect(await keepRouted(experiments, definition, all)).toBe(1);
  expect((await experiments.get('live'))!.definition).toEqual(definition);
});
