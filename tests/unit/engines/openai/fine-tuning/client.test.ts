import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../src/core/engine-error';
import {
  cancelJob,
  type JobRequest,
  lacksFile,
  lookAtJob,
  startJob,
} from '../../../../../src/engines/openai/fine-tuning/client';
import { newEvents, type TuningEvent } from '../../../../../src/engines/openai/fine-tuning/events';
import { uploadOnce } from '../../../../../src/engines/openai/fine-tuning/files';
import { followJob, type FollowJobOptions } from '../../../../../src/engines/openai/fine-tuning/follow';
import { readResultFile, resultsOf } from '../../../../../src/engines/openai/fine-tuning/result';
import { type StandIn, standIn } from '../../../../support/stand-in/server';
import { connectionTo, key } from '../asking';

let server: StandIn;

beforeEach(async () => {
  server = await standIn({ key });
});
afterEach(() => server.close());

const rows = (count: number) => '{"prompt":"a","completion":"1"}\n'.repeat(count);
const upload = (content = rows(12), name = 'training.jsonl') =>
  uploadOnce(connectionTo(server), { name, content }, { key });
const request = (trainingFile: string, changes: Partial<JobRequest> = {}): JobRequest => ({
  ...{ model: 'davinci-002', trainingFile, suffix: 'levels', seed: 1 },
  hyperparameters: { epochs: 4, batchSize: 'auto', learningRate: 0.5 },
  ...changes,
});
const start = async (marker = 'm-1', changes: Partial<JobRequest> = {}) =>
  startJob(connectionTo(server), request(changes.trainingFile ?? (await upload()), changes), marker, { key });
const follow = (id: string, options: Partial<FollowJobOptions> = {}) =>
  followJob(connectionTo(server), id, {
    ...{ keyFor: () => key, known: [], onLook: () => {}, sleep: async () => {} },
    ...options,
  });
const posts = (path: RegExp) => server.log.filter((one) => one.method === 'POST' && path.test(one.path));

describe('a job', () => {
  it('is started as the API has it', async () => {
    const job = await start();
    expect(JSON.parse(posts(/jobs$/)[0].body)).toStrictEqual({
      model: 'davinci-002',
      training_file: job.trainingFile,
      suffix: 'levels',
      seed: 1,
      method: {
        type: 'supervised',
        supervised: {
          hyperparameters: { n_epochs: 4, batch_size: 'auto', learning_rate_multiplier: 0.5 },
        },
      },
      metadata: { complexitynet: 'm-1' },
    });
    expect(job).toMatchObject({ phase: 'checking', model: 'davinci-002', marker: 'm-1', suffix: 'levels' });
  });

  it('goes on to a model, with each event once and in order', async () => {
    const { id } = await start();
    const phases: string[] = [];
    const events: TuningEvent[] = [];
    const job = await follow(id, {
      onLook: ({ phase }, newer) => {
        if (phase !== phases.at(-1)) phases.push(phase);
        events.push(...newer);
      },
    });
    expect(phases).toStrictEqual(['queued', 'running', 'succeeded']);
    expect(job).toMatchObject({ trainedTokens: 720, epochs: 4 });
    expect(job.tunedModel).toMatch(/^ft:davinci-002:/);
    expect(events.flatMap(({ step }) => step?.step ?? [])).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    expect(events.at(-1)!.message).toContain('successfully completed');
    const losses = await resultsOf(connectionTo(server), job.resultFiles, { key });
    expect(losses).toHaveLength(9);
    expect(losses[3]).toStrictEqual({ step: 4, trainLoss: 0.5, validLoss: 0.55 });
  });

  it('is begun once, where the answer to the first try was lost', async () => {
    const trainingFile = await upload();
    server.fail('cut-body', { path: /jobs$/, method: 'POST' });
    await expect(start('m-2', { trainingFile })).rejects.toMatchObject({ code: 'cut-off' });
    expect(server.jobs.list()).toHaveLength(1);
    await start('m-2', { trainingFile });
    await start('m-2', { trainingFile });
    expect(server.jobs.list()).toHaveLength(1);
    await start('m-3', { trainingFile });
    expect(server.jobs.list()).toHaveLength(2);
  });

  it('is found among many, and without metadata by its file and suffix', async () => {
    const trainingFile = await upload();
    server.jobs.create({ model: 'm', training_file: trainingFile, suffix: 'levels' });
    const other = (await upload(rows(11), 'other.jsonl')) as string;
    for (let i = 0; i < 205; i++)
      server.jobs.create({ model: 'm', training_file: other, metadata: { a: 'b' } });
    const found = await start('m-4', { trainingFile });
    expect(found.trainingFile).toBe(trainingFile);
    expect(posts(/jobs$/)).toHaveLength(0);
    await start('m-4', { trainingFile, suffix: 'others' });
    expect(posts(/jobs$/)).toHaveLength(1);
  });

  it('fails with too few rows, and is cancelled when told to', async () => {
    const failed = await follow((await start('m', { trainingFile: await upload(rows(9), 'few.jsonl') })).id);
    expect(failed).toMatchObject({ phase: 'failed', failure: { code: 'bad-request' } });
    expect(failed.failure!.message).toContain('must have at least 10 examples');
    const { id } = await start('m-5');
    expect(await cancelJob(connectionTo(server), id, { key })).toMatchObject({ phase: 'cancelled' });
    expect(await follow(id)).toMatchObject({ phase: 'cancelled' });
  });

  it('says what is wrong: a missing file, another organisation, a retired model', async () => {
    const lost = await start('m', { trainingFile: 'file-lost' }).catch((error: unknown) => error);
    expect(lost).toMatchObject({ code: 'bad-request' });
    expect(lacksFile(lost)).toBe(true);
    const trainingFile = await upload();
    const refusals = ['forbidden', 'retired-model', 'no-credit'] as const;
    for (const [i, code] of (['forbidden', 'no-model', 'no-credit'] as const).entries()) {
      server.fail(refusals[i], { path: /jobs$/, method: 'POST' });
      await expect(start(`o-${i}`, { trainingFile })).rejects.toMatchObject({ code });
      expect(lacksFile(new EngineError(code, 'This file format is refused.'))).toBe(false);
    }
    await expect(lookAtJob(connectionTo(server), 'ftjob-none', { key })).rejects.toBeInstanceOf(EngineError);
  });
});

describe('a file', () => {
  it('is uploaded once', async () => {
    const first = await upload();
    for (let i = 0; i < 120; i++) server.files.add('x', 'fine-tune', `other-${i}.jsonl`);
    expect(await upload()).toBe(first);
    expect(posts(/files$/)).toHaveLength(1);
    expect(server.files.get(first)).toMatchObject({ purpose: 'fine-tune', content: rows(12) });
  });
});

describe('events', () => {
  it('are read page by page, and only those that are new', async () => {
    const { id } = await start();
    const all = Array.from({ length: 230 }, (_, i) => ({
      ...{ object: 'fine_tuning.job.event', id: `e-${i}`, created_at: i, level: 'info', message: `${i}` },
    }));
    let count = 205;
    server.jobs.events = (_job, after, limit) => {
      const newest = all.slice(0, count).reverse();
      const begin = after ? newest.findIndex((event) => event.id === after) + 1 : 0;
      // More come while the pages are read.
      count = Math.min(all.length, count + 5);
      return { data: newest.slice(begin, begin + limit) as never, has_more: begin + limit < newest.length };
    };
    const read = (known: TuningEvent[]) =>
      newEvents(connectionTo(server), id, new Set(known.map((event) => event.id)), { key });
    const first = await read([]);
    const second = await read(first);
    const third = await read([...first, ...second]);
    const ids = [...first, ...second, ...third].map((event) => event.id);
    expect(first).toHaveLength(205);
    expect(ids).toStrictEqual(all.slice(0, ids.length).map((event) => event.id));
    expect(second.length).toBeGreaterThan(0);
  });

  it('that a server doesn’t tell of are done without', async () => {
    const { id } = await start();
    server.fail('html', { path: /events/, times: 50 });
    expect(await follow(id)).toMatchObject({ phase: 'succeeded' });
  });

  it('and failures that pass are waited out, ever longer, others told', async () => {
    const { id } = await start();
    const waits: number[] = [];
    const problems: string[] = [];
    server.fail('server', { path: /ftjob-[^/]*$/, times: 2 });
    await follow(id, {
      sleep: async (seconds) => void waits.push(seconds),
      onProblem: ({ code }) => problems.push(code),
    });
    expect(problems).toStrictEqual(['server', 'server']);
    expect(waits[0]).toBeLessThan(waits.at(-1)!);
    server.fail('wrong-key', { path: /ftjob/ });
    await expect(follow(id)).rejects.toMatchObject({ code: 'wrong-key' });
    const abort = new AbortController();
    abort.abort();
    await expect(follow(id, { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a result file', () => {
  const csv = 'step,train_loss,train_accuracy,valid_loss\n1,0.5,0.75,\n2,0.25,1,0.5\n';
  const points = [
    { step: 1, trainLoss: 0.5 },
    { step: 2, trainLoss: 0.25, validLoss: 0.5 },
  ];
  it.each([
    ['plain', csv],
    ['base64', Buffer.from(csv).toString('base64')],
    ['base64 with Windows line ends', Buffer.from(csv.replaceAll('\n', '\r\n')).toString('base64')],
  ])('is read: %s', (_, text) => {
    expect(readResultFile(text)).toStrictEqual(points);
  });

  it('that is neither is refused', () => {
    expect(() => readResultFile('<html>')).toThrow(EngineError);
    expect(() => readResultFile(Buffer.from('a,b\n1,2').toString('base64'))).toThrow(EngineError);
  });
});
