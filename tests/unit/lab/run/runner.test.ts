import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../../src/core/engine';
import { smallestReliable } from '../../../../src/core/labelling';
import type { LiveModel } from '../../../../src/lab/live-model';
import { openEngine } from '../../../../src/lab/open-engine';
import { openRun } from '../../../../src/lab/run/runner';
import { StoreError } from '../../../../src/store/store-error';
import {
  carriedOut,
  fateEngine,
  inPage,
  liveDefinition,
  openExperiments,
  remote,
  serverEngines,
  services,
  standstill,
} from '../../../support/live-runs';
import { type StandIn, standIn } from '../../../support/stand-in/server';
import type { StandInSettings } from '../../../support/stand-in/settings';

let server: StandIn | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function overServer(definition = liveDefinition(4), settings: Partial<StandInSettings> = {}) {
  server = await standIn({ script: () => 'right', ...settings });
  const experiments = await openExperiments(definition);
  const engineOf = serverEngines(server.baseUrl);
  return { experiments, run: await openRun(definition.id, services(experiments, { engineOf })), server };
}

describe('a run', () => {
  it('asks for every trial once, in requests that bill the prompt once, and judges each', async () => {
    const { experiments, run, server } = await overServer();
    const state = await carriedOut(run);
    expect(state).toMatchObject({ phase: { kind: 'done' }, decided: 4, failures: [], repeated: [] });
    const summaries = await experiments.summaries('live');
    expect(summaries).toHaveLength(4 * 3 * 5);
    expect(summaries.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(server.asked).toHaveLength(4 * 3);
    expect(await experiments.intents('live')).toStrictEqual([]);
    const spent = summaries.reduce((sum, { dollars }) => sum + dollars, 0);
    expect(state.spending.spent).toBeCloseTo(spent, 12);
    expect(state.spending.reserved).toBeCloseTo(0, 12);
    expect(state.models[0]).toMatchObject({ answered: 20, judged: 20, wanted: 20, secondsLeft: 0 });
    const detail = await experiments.detail({ experiment: 'live', task: '0', model: 'mid', index: 4 });
    expect(detail).toMatchObject({ modelAsked: 'mid', codeVersion: 'test', answer: { model: 'mid-served' } });
    expect(detail?.promptHash).toMatch(/^[0-9a-f]{64}$/);
    expect((await experiments.get('live'))?.status).toBe('done');
  });

  it('stops hard at its budget, and goes on when that is raised', async () => {
    const definition = liveDefinition(12, { budget: 0.1 });
    const script = () => 'right '.repeat(20);
    const { experiments, run, server } = await overServer(definition, { script });
    const state = await carriedOut(run);
    expect(state.phase).toMatchObject({ kind: 'paused', reasons: [{ kind: 'budget' }] });
    expect(state.spending.spent).toBeLessThanOrEqual(0.1);
    expect(state.spending.spent).toBeGreaterThan(0);
    const asked = server.asked.length;
    expect(asked).toBeLessThan(36);
    await run.setBudget(undefined);
    expect((await standstill(run)).phase.kind).toBe('done');
    expect(await experiments.summaries('live')).toHaveLength(180);
    expect(server.asked).toHaveLength(36);
  });

  it('stops the one model that is retired in the middle', async () => {
    const { experiments, run, server } = await overServer(liveDefinition(12), {
      models: [{ id: 'small' }, { id: 'large' }],
    });
    let answers = 0;
    server.settings.script = () => {
      server.settings.isStrict = answers++ > 60;
      return 'right';
    };
    const state = await carriedOut(run);
    expect(state.phase).toMatchObject({
      kind: 'paused',
      reasons: [{ kind: 'halted', halts: [{ models: ['mid'], code: 'no-model' }] }],
    });
    expect(state.failures).toStrictEqual([]);
    expect(state.models.map(({ answered }) => answered)).toStrictEqual([60, expect.any(Number), 60]);
    expect(state.models[1].answered).toBeGreaterThan(0);
    expect(state.models[1].answered).toBeLessThan(60);
    server.settings.models.push({ id: 'mid' });
    expect((await carriedOut(run)).phase.kind).toBe('done');
    expect(await experiments.summaries('live')).toHaveLength(180);
  });

  it('stops models whose connection was removed, keeps what they answered, and goes on once it is back', async () => {
    const experiments = await openExperiments(liveDefinition(6));
    let isThere = true;
    const engineOf = async (model: LiveModel) =>
      isThere
        ? fateEngine(model, 1)
        : openEngine(model, { connection: () => undefined, keyFor: async () => '' });
    const reopened = () => openRun('live', services(experiments, { engineOf }));
    const run = await reopened();
    await run.start();
    isThere = false;
    run.pause();
    await standstill(run);
    await run.stop();
    const answered = await experiments.summaries('live');
    const { phase } = await carriedOut(await reopened());
    expect(JSON.stringify(phase)).toContain('The connection of small was removed.');
    expect(await experiments.failures('live')).toStrictEqual([]);
    expect(await experiments.summaries('live')).toStrictEqual(answered);
    isThere = true;
    expect((await carriedOut(await reopened())).phase.kind).toBe('done');
    expect(await experiments.summaries('live')).toHaveLength(90);
  });

  it('says so where a model is reached by what this version doesn’t know', async () => {
    const models = [{ id: 'later', name: 'Later', unitCost: 1 } as LiveModel, remote('large', 100)];
    const experiments = await openExperiments(liveDefinition(1, { models }));
    await expect(openRun('live', services(experiments, {}))).rejects.toThrow('“Later” is asked');
  });

  it('asks for nothing twice where the clock is set back while it runs, or between two runs', async () => {
    const experiments = await openExperiments(liveDefinition(6));
    const requests: number[] = [];
    let now = Date.UTC(2026, 10, 28);
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now -= 3_600_000));
    const engineOf = async (model: LiveModel) =>
      fateEngine(model, 1, ({ samples }) => void requests.push(samples));
    try {
      const run = await openRun('live', services(experiments, { engineOf }));
      expect((await carriedOut(run)).phase.kind).toBe('done');
      await run.stop();
      now -= 1e12;
      const again = await openRun('live', services(experiments, { engineOf }));
      expect((await carriedOut(again)).phase.kind).toBe('done');
    } finally {
      clock.mockRestore();
    }
    expect(requests.reduce((sum, samples) => sum + samples, 0)).toBe(90);
    expect(await experiments.summaries('live')).toHaveLength(90);
  });

  it('pauses all models of an account without credit, keeps all, and goes on', async () => {
    const { experiments, run, server } = await overServer(liveDefinition(10));
    server.fail('no-credit', { times: 1000 });
    const state = await carriedOut(run);
    expect(state.phase).toMatchObject({ kind: 'paused', reasons: [{ kind: 'halted' }] });
    const [halt] = (state.phase as { reasons: { halts: { models: string[]; code: string }[] }[] }).reasons[0]
      .halts;
    expect(halt).toMatchObject({ code: 'no-credit', models: ['small', 'mid', 'large'] });
    expect(await experiments.failures('live')).toStrictEqual([]);
    expect(await experiments.intents('live')).toStrictEqual([]);
    server.recover();
    expect((await carriedOut(run)).phase.kind).toBe('done');
    expect(await experiments.summaries('live')).toHaveLength(150);
  });

  it('waits while there is no network, and goes on by itself', async () => {
    server = await standIn({ script: () => 'right' });
    const experiments = await openExperiments(liveDefinition(4));
    let isOnline = false;
    const base = server.baseUrl;
    const engineOf = serverEngines(base, () => isOnline);
    server.fail('hang-up', { times: 3 });
    const run = await openRun('live', services(experiments, { engineOf, pacing: { retries: 20 } }));
    await run.start();
    setTimeout(() => (isOnline = true), 100);
    expect((await standstill(run)).phase.kind).toBe('done');
    expect(await experiments.summaries('live')).toHaveLength(60);
  });

  it('lists what could not be had, counts it as no wrong answer, and asks again when told to', async () => {
    const { experiments, run, server } = await overServer(liveDefinition(2));
    server.fail('too-long', { times: 1 });
    const state = await carriedOut(run);
    expect(state.phase).toMatchObject({ kind: 'paused', reasons: [{ kind: 'failures', count: 5 }] });
    expect(state.failures[0]).toMatchObject({ code: 'too-long', retryable: false });
    expect(state.decided).toBeLessThan(2);
    const summaries = await experiments.summaries('live');
    expect(summaries.filter(({ verdict }) => verdict !== 'pass')).toStrictEqual([]);
    await run.retryFailed();
    expect(await standstill(run)).toMatchObject({ phase: { kind: 'done' }, failures: [] });
    expect(await experiments.failures('live')).toStrictEqual([]);
  });

  it('asks again what was cut off, for the missing trials only', async () => {
    const { experiments, run, server } = await overServer(liveDefinition(2));
    server.fail('cut-body', { times: 2 });
    expect((await carriedOut(run)).phase.kind).toBe('done');
    expect(server.asked).toHaveLength(2 * 3 + 2);
    expect(await experiments.summaries('live')).toHaveLength(30);
  });

  it('keeps answers in memory while the store has no room, and keeps them after', async () => {
    server = await standIn({ script: () => 'right' });
    const experiments = await openExperiments(liveDefinition(4));
    let isFull = true;
    const full = new Proxy(experiments, {
      get(store, name: keyof typeof experiments) {
        if (name === 'settle' && isFull)
          return () => Promise.reject(new StoreError('quota', undefined, 'experiment'));
        return (store[name] as (...all: unknown[]) => unknown).bind(store);
      },
    });
    const run = await openRun('live', services(full, { engineOf: serverEngines(server.baseUrl) }));
    const state = await carriedOut(run);
    expect(state.phase).toMatchObject({
      kind: 'paused',
      reasons: [{ kind: 'store', code: 'quota', unsaved: 60 }],
    });
    const asked = server.asked.length;
    isFull = false;
    expect((await carriedOut(run)).phase.kind).toBe('done');
    expect(await experiments.summaries('live')).toHaveLength(60);
    expect(server.asked).toHaveLength(asked);
  });

  it('keeps and uses what is there when M is raised, and when the rule changes', async () => {
    const definition = liveDefinition(4, { rule: smallestReliable(3), trials: 2 });
    const { experiments, run, server } = await overServer(definition);
    await carriedOut(run);
    const asked = server.asked.length;
    await experiments.put({ ...definition, rule: smallestReliable(3, 1) });
    await carriedOut(run);
    expect(server.asked).toHaveLength(asked);
    await experiments.put({ ...definition, trials: 5 });
    expect((await carriedOut(run)).phase.kind).toBe('done');
    expect(server.asked.slice(asked).map(({ body }) => (JSON.parse(body) as { n: number }).n)).toStrictEqual(
      new Array(12).fill(3),
    );
    expect(await experiments.summaries('live')).toHaveLength(60);
    expect([...run.levels().values()]).toStrictEqual([0, 0, 0, 0]);
  });

  it('says that it is gone when it is deleted meanwhile', async () => {
    const { experiments, run } = await overServer(liveDefinition(20), { latency: 20 });
    await run.start();
    await experiments.delete('live');
    expect((await standstill(run)).phase.kind).toBe('gone');
  });

  it('stops asking where the texts are gone, and says so', async () => {
    const experiments = await openExperiments(liveDefinition(40));
    const textOf = () => Promise.reject(new Error('The dataset was deleted.'));
    const run = await openRun('live', services(experiments, { textOf, pacing: { remoteCalls: 2 } }));
    const state = await carriedOut(run);
    expect(state.halts.length === 0 && state.phase).toMatchObject({ kind: 'paused' });
    expect(JSON.stringify(state.phase)).toContain('no-text');
    expect(state.failures.length).toBeLessThan(40 * 15);
  });

  it('asks nothing of a task that can’t be judged, and goes on with the others', async () => {
    const experiments = await openExperiments(liveDefinition(2));
    // As a definition or a bundle from elsewhere may have it: nobody has looked at its expression.
    const textOf = async (id: string) => ({
      id,
      kind: 'pattern',
      prompt: `This is task ${id}.`,
      tests: [id === '0' ? '(' : 'x'],
    });
    const run = await openRun('live', services(experiments, { textOf, pacing: { failuresInRow: 100 } }));
    const { phase, failures, spending } = await carriedOut(run);
    expect(phase).toMatchObject({ kind: 'paused', reasons: [{ kind: 'failures', count: 15 }] });
    expect(new Set(failures.map(({ task, code }) => `${task} ${code}`))).toEqual(new Set(['0 unfit-task']));
    const summaries = await experiments.summaries('live');
    expect(summaries).toHaveLength(15);
    expect(spending.spent).toBeCloseTo(
      summaries.reduce((sum, { dollars }) => sum + dollars, 0),
      12,
    );
  });
});

describe('lazy labelling', () => {
  async function labels(changes: Partial<ReturnType<typeof liveDefinition>>) {
    const models = [inPage('small', 1), remote('mid', 10), remote('large', 100)];
    const definition = liveDefinition(40, { models, ...changes });
    const experiments = await openExperiments(definition);
    const run = await openRun('live', services(experiments, {}));
    expect((await carriedOut(run)).phase.kind).toBe('done');
    return { run, summaries: await experiments.summaries('live') };
  }

  it('gives the labels of the full run for less, and all M of the audited tasks', async () => {
    const full = await labels({});
    const lazy = await labels({ labelling: { kind: 'lazy', auditShare: 0.2 } });
    expect(lazy.run.levels()).toStrictEqual(full.run.levels());
    expect(new Set(lazy.run.levels().values()).size).toBeGreaterThan(2);
    expect(full.summaries).toHaveLength(600);
    expect(lazy.summaries.length).toBeLessThan(560);
    const perTask = new Map<string, number>();
    for (const { task } of lazy.summaries) perTask.set(task, (perTask.get(task) ?? 0) + 1);
    expect([...perTask.values()].filter((count) => count === 15).length).toBeGreaterThanOrEqual(8);
    const unaudited = await labels({ labelling: { kind: 'lazy', auditShare: 0 } });
    expect(unaudited.summaries.length).toBeLessThan(lazy.summaries.length);
  });
});

it('runs models in the page one at a time, beside those of servers', async () => {
  const models = [inPage('small', 1), inPage('mid', 10), remote('large', 100)];
  const experiments = await openExperiments(liveDefinition(6, { models }));
  const out: string[] = [];
  let [mostInPage, mostOverall] = [0, 0];
  const engineOf = async (model: (typeof models)[number]): Promise<Engine> => {
    const engine = fateEngine(model, 1);
    return {
      ...engine,
      generate: async (request) => {
        out.push(model.id);
        mostInPage = Math.max(mostInPage, out.filter((id) => id !== 'large').length);
        mostOverall = Math.max(mostOverall, out.length);
        await new Promise((resolve) => setTimeout(resolve, 2));
        const answers = await engine.generate(request);
        out.splice(out.indexOf(model.id), 1);
        return answers;
      },
    };
  };
  const run = await openRun('live', services(experiments, { engineOf }));
  expect((await carriedOut(run)).phase.kind).toBe('done');
  expect(mostInPage).toBe(1);
  expect(mostOverall).toBe(7);
});
