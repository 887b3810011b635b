import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBatches } from '../../../../src/lab/open-batches';
import type { LiveDefinition, Run } from '../../../../src/lab/run/contract';
import { openRun } from '../../../../src/lab/run/runner';
import type { ExperimentStore } from '../../../../src/store/experiments/contract';
import {
  carriedOut,
  fate,
  liveDefinition,
  openExperiments,
  remote,
  serverEngines,
  services,
  standstill,
} from '../../../support/live-runs';
import { type StandIn, standIn } from '../../../support/stand-in/server';

let server: StandIn;
const runs: Run[] = [];

beforeEach(async () => {
  server = await standIn({
    script: ({ model, prompt }) => fate(model, /task (\S+)\./.exec(prompt)![1], 0),
  });
});
afterEach(async () => {
  await server.close();
  runs.length = 0;
});

const batched = (changes: Partial<LiveDefinition> = {}, tasks = 4) =>
  liveDefinition(tasks, {
    models: [remote('small', 1), remote('mid', 10), remote('large', 100)],
    batched: ['small', 'mid', 'large'],
    ...changes,
  });

/** Another page: another run over what is kept. */
async function page(experiments: ExperimentStore, id = 'live') {
  const connection = { id: 'c', name: 'Stand-in', baseUrl: server.baseUrl, needsKey: false };
  const run = await openRun(
    id,
    services(experiments, {
      engineOf: serverEngines(server.baseUrl),
      batchesOf: (model) =>
        openBatches(model, {
          connection: () => ({ ...connection, software: 'other' }),
          keyFor: async () => undefined,
          sleep: () => new Promise((resolve) => setTimeout(resolve, 5)),
        }),
    }),
  );
  runs.push(run);
  return run;
}

const started = () => server.log.filter(({ method, path }) => method === 'POST' && /\/batches$/.test(path));
const atOnce = () => server.log.filter(({ path }) => path.endsWith('/completions'));

describe('a run by batches', () => {
  it('asks each model in one job, and has every trial once, at half the price', async () => {
    const experiments = await openExperiments(batched());
    const state = await carriedOut(await page(experiments));
    expect(state.phase).toStrictEqual({ kind: 'done' });
    expect(started()).toHaveLength(3);
    expect(atOnce()).toHaveLength(0);
    const summaries = await experiments.summaries('live');
    expect(summaries).toHaveLength(60);
    expect(summaries.every(({ verdict }) => verdict !== undefined)).toBe(true);
    expect(await experiments.intents('live')).toStrictEqual([]);
    const full = summaries.reduce((sum, { model, inputTokens, outputTokens }) => {
      const price = { small: 1, mid: 10, large: 100 }[model]!;
      return sum + ((inputTokens + outputTokens) * price) / 1e6;
    }, 0);
    expect(state.spending.spent).toBeCloseTo(full / 2, 12);
    expect(state.spending).toMatchObject({ reserved: 0, unsure: 0 });
  });

  it('labels lazily in rounds, as few jobs as there are rounds, with the labels of the full run', async () => {
    const lazy = await openExperiments(batched({ labelling: { kind: 'lazy', auditShare: 0 } }, 20));
    const run = await page(lazy);
    expect((await carriedOut(run)).phase.kind).toBe('done');
    const all = await openExperiments(batched({}, 20));
    const full = await page(all);
    await carriedOut(full);
    expect(run.levels()).toStrictEqual(full.levels());
    expect((await lazy.summaries('live')).length).toBeLessThan(300);
    expect(started().length).toBeLessThan(20);
  });

  it('goes beside models that are asked at once', async () => {
    const experiments = await openExperiments(batched({ batched: ['large'] }));
    expect((await carriedOut(await page(experiments))).phase.kind).toBe('done');
    expect(started()).toHaveLength(1);
    expect(await experiments.summaries('live')).toHaveLength(60);
  });

  it('is found again by a page that opens while it is out, and paid for once', async () => {
    server.settings.stateTime = 150;
    const experiments = await openExperiments(
      batched({ batched: ['small'], models: [remote('small', 1)], rule: liveDefinition(1).rule }, 6),
    );
    const first = await page(experiments);
    await first.start();
    await expect.poll(() => first.state.batches[0]?.phase).toBe('checking');
    // The page goes away; what it has under way is lost with it.
    await first.stop();
    expect((await standstill(first)).phase).toMatchObject({ kind: 'paused' });
    expect(await experiments.intents('live')).toHaveLength(30);
    const second = await page(experiments);
    expect((await carriedOut(second)).phase.kind).toBe('done');
    expect(started()).toHaveLength(1);
    expect(await experiments.summaries('live')).toHaveLength(30);
    expect(second.state.repeated).toStrictEqual([]);
  });

  it('is asked anew where the page ended before it was handed in', async () => {
    const definition = batched({ batched: ['small'], models: [remote('small', 1)] }, 2);
    const experiments = await openExperiments(definition);
    const keys = await experiments.missing(definition);
    await experiments.intend(
      keys.map((key) => ({ ...key, call: key.task, askedAt: 1, reserved: 0.1, batch: 'never-sent' })),
    );
    const state = await carriedOut(await page(experiments));
    expect(state.phase.kind).toBe('done');
    expect(state.spending.unsure).toBe(0);
    expect(await experiments.summaries('live')).toHaveLength(10);
  });

  it('takes what was answered when it is stopped, and pauses', async () => {
    server.settings.stateTime = 400;
    const experiments = await openExperiments(
      batched({ batched: ['small'], models: [remote('small', 1)] }, 4),
    );
    const run = await page(experiments);
    await run.start();
    await expect.poll(() => run.state.batches[0]?.phase).toBe('checking');
    const [{ id }] = server.batches.list();
    server.batches.cancel(id, 2);
    await run.cancelBatches();
    const state = await standstill(run);
    expect(state.phase).toMatchObject({ kind: 'paused' });
    expect(await experiments.summaries('live')).toHaveLength(10);
    expect(await experiments.intents('live')).toStrictEqual([]);
    delete server.settings.stateTime;
    expect((await carriedOut(run)).phase.kind).toBe('done');
    expect(await experiments.summaries('live')).toHaveLength(20);
  });

  it('asks in another job for what one that ran out of time left', async () => {
    server.settings.stateTime = 100_000;
    const experiments = await openExperiments(
      batched({ batched: ['small'], models: [remote('small', 1)] }, 4),
    );
    const run = await page(experiments);
    await run.start();
    await expect.poll(() => run.state.batches[0]?.phase).toBe('checking');
    delete server.settings.stateTime;
    server.batches.expire(server.batches.list()[0].id, 1);
    expect((await standstill(run)).phase.kind).toBe('done');
    expect(started()).toHaveLength(2);
    expect(await experiments.summaries('live')).toHaveLength(20);
  });

  it('says so where the server has no batches, and asks nothing of that model', async () => {
    server.fail('forbidden', { path: /files/, times: Infinity });
    const experiments = await openExperiments(batched({ batched: ['large'] }, 2));
    const state = await carriedOut(await page(experiments));
    expect(state.phase).toMatchObject({ kind: 'paused' });
    expect(JSON.stringify(state)).toMatch(/large/);
    expect(await experiments.summaries('live')).toHaveLength(20);
    expect(await experiments.intents('live')).toStrictEqual([]);
  });
});
