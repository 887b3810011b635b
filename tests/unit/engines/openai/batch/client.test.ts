import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  cancelBatch,
  collectBatch,
  findBatch,
  lookAtBatch,
  startBatch,
} from '../../../../../src/engines/openai/batch/client';
import { followBatch, type FollowOptions } from '../../../../../src/engines/openai/batch/follow';
import { type BatchGroup, batchInputs } from '../../../../../src/engines/openai/batch/lines';
import type { BatchState } from '../../../../../src/engines/openai/batch/state';
import { type StandIn, standIn } from '../../../../support/stand-in/server';
import { connectionTo, key, settings } from '../asking';

let server: StandIn;

beforeEach(async () => {
  server = await standIn({ key });
});
afterEach(() => server.close());

const groups: BatchGroup[] = ['a', 'b', 'c'].map((id, i) => ({
  id,
  samples: i + 1,
  request: { messages: [{ role: 'user', content: `do ${id}` }], temperature: 1, maxTokens: 64 },
}));
const input = (of = groups) => batchInputs(settings, of)[0];

const start = (marker = 'run-1') => startBatch(connectionTo(server), input(), marker, { key });
const follow = (id: string, options: Partial<FollowOptions> = {}) =>
  followBatch(connectionTo(server), id, { keyFor: () => key, sleep: async () => {}, ...options });
const collect = (state: BatchState) => collectBatch(connectionTo(server), state, groups, settings, { key });
const requests = (method: string, path: RegExp) =>
  server.log.filter((one) => one.method === method && path.test(one.path));

describe('a batch', () => {
  it('is answered, and joined on its ids in whatever order the answers come', async () => {
    server.settings.script = ({ prompt, sample }) => `${prompt}: ${'word '.repeat(sample + 1)}`;
    const { id } = await start();
    const phases: string[] = [];
    const state = await follow(id, { onState: ({ phase }) => phases.push(phase) });
    expect(phases).toStrictEqual(['running', 'finishing', 'completed']);
    expect(state).toMatchObject({ total: 3, answered: 3, refused: 0, marker: 'run-1' });
    const { answers, failures, missing } = await collect(state);
    expect(missing).toStrictEqual([]);
    expect(failures.size).toBe(0);
    expect(answers.get('a')!.map(({ text }) => text)).toStrictEqual(['do a: word ']);
    expect(answers.get('c')!.map(({ text }) => text)).toStrictEqual([
      'do c: word ',
      'do c: word word ',
      'do c: word word word ',
    ]);
    expect(answers.get('c')![0]).toMatchObject({
      model: 'small-served',
      fingerprint: 'fp_standin',
      seconds: 0,
    });
    expect(answers.get('a')![0].usage).toMatchObject({ input: 2, source: 'reported' });
    expect(answers.get('c')!.map(({ usage }) => usage.source)).toStrictEqual(['shared', 'shared', 'shared']);
    expect(answers.get('c')!.map(({ usage }) => usage.input)).toStrictEqual([2, 0, 0]);
  });

  it('is uploaded and asked for once, with the key and nothing of the package’s own', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    try {
      await start();
      // The package would fetch "data:,", which the page's policy forbids.
      expect(fetched.mock.calls.every(([address]) => String(address).startsWith(server.baseUrl))).toBe(true);
    } finally {
      fetched.mockRestore();
    }
    expect(server.files.list('batch').map(({ content }) => content)).toStrictEqual([input().content]);
    for (const { headers } of server.log) {
      expect(headers.authorization).toBe(`Bearer ${key}`);
      expect(Object.keys(headers).filter((name) => /stainless|openai/.test(name))).toStrictEqual([]);
    }
    expect(JSON.parse(requests('POST', /^\/batches$/)[0].body)).toMatchObject({
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
      metadata: { complexitynet: 'run-1' },
    });
  });

  it('goes on while nobody looks, and is found by its id alone', async () => {
    server.settings.stateTime = 20;
    const { id } = await start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const state = await lookAtBatch(connectionTo(server), id, { key });
    expect(state.phase).toBe('completed');
    expect((await collect(state)).answers.size).toBe(3);
  });
});

describe('starting again under the same marker', () => {
  it('starts nothing', async () => {
    const first = await start();
    const again = await start();
    expect(again.id).toBe(first.id);
    expect(requests('POST', /./)).toHaveLength(2);
    expect((await start('run-2')).id).not.toBe(first.id);
  });

  it('finds what was started when the connection broke before its id was known', async () => {
    const path = /^\/batches$/;
    // The list comes first, and comes well.
    server.fail('no-usage', { path });
    server.fail('cut-body', { path });
    await expect(start()).rejects.toMatchObject({ code: 'cut-off' });
    const found = await start();
    expect(server.batches.list().map(({ id }) => id)).toStrictEqual([found.id]);
  });

  it('looks beyond the first page', async () => {
    const first = await start();
    for (let i = 0; i < 120; i++) {
      server.batches.create({ input_file_id: server.files.list()[0].id, endpoint: '/v1/chat/completions' });
    }
    expect((await findBatch(connectionTo(server), 'run-1', { key }))?.id).toBe(first.id);
    expect(await findBatch(connectionTo(server), 'run-9', { key })).toBeUndefined();
  });

  it('starts anew where the first was refused', async () => {
    const twice = { ...input(), content: input().content.repeat(2) };
    const refused = await startBatch(connectionTo(server), twice, 'run-1', { key });
    await follow(refused.id);
    expect((await start()).id).not.toBe(refused.id);
  });

  it('starts nothing where the list can’t be read', async () => {
    server.fail('html', { path: /batches/ });
    await expect(start()).rejects.toMatchObject({ code: 'not-an-answer' });
    expect(requests('POST', /./)).toHaveLength(0);
  });
});

describe('what is missing', () => {
  it('of a batch some of whose requests failed is named, with why', async () => {
    server.fail('server', { path: /batch-item/ });
    server.fail('too-long', { path: /batch-item/ });
    const { answers, failures, missing } = await collect(await follow((await start()).id));
    expect([...answers.keys()]).toStrictEqual(['c']);
    expect(failures.get('a')).toMatchObject({ code: 'server', retryable: true });
    expect(failures.get('b')).toMatchObject({ code: 'too-long', retryable: false });
    expect(missing).toStrictEqual([groups[0], groups[1]]);
  });

  it('of a batch whose time ran out can be asked for again', async () => {
    const { id } = await start();
    server.batches.expire(id, 1);
    const state = await follow(id);
    expect(state).toMatchObject({ phase: 'expired', answered: 1, refused: 2 });
    const { answers, failures, missing } = await collect(state);
    expect([...answers.keys()]).toStrictEqual(['a']);
    expect(failures.get('b')).toMatchObject({ code: 'no-answer', retryable: true });
    expect(missing).toStrictEqual([groups[1], groups[2]]);
  });

  it('of a batch that was stopped is all that wasn’t answered by then', async () => {
    const { id } = await start();
    server.batches.cancel(id, 2);
    expect(await cancelBatch(connectionTo(server), id, { key })).toMatchObject({ phase: 'stopping' });
    const state = await follow(id);
    expect(state.phase).toBe('cancelled');
    expect((await collect(state)).missing).toStrictEqual([groups[2]]);
  });

  it('of a group is as many samples as it lacks', async () => {
    server.settings.mostChoices = 2;
    const { answers, missing } = await collect(await follow((await start()).id));
    expect(answers.get('c')).toHaveLength(2);
    expect(missing).toStrictEqual([{ ...groups[2], samples: 1 }]);
  });

  it('of a batch that was refused is all, and it says why', async () => {
    const twice = { ...input(), content: input().content.repeat(2) };
    const { id } = await startBatch(connectionTo(server), twice, 'run-1', { key });
    const state = await follow(id);
    expect(state).toMatchObject({ phase: 'failed', failure: { code: 'bad-request' } });
    expect(state.failure!.message).toContain('a was used before. (line 4 of the batch)');
    expect((await collect(state)).missing).toStrictEqual(groups);
  });

  it('is nothing where a server gave more than was asked for', async () => {
    const state = await follow((await start()).id);
    const one = groups.map((group) => ({ ...group, samples: 1 }));
    const { answers, missing } = await collectBatch(connectionTo(server), state, one, settings, { key });
    expect([...answers.values()].map(({ length }) => length)).toStrictEqual([1, 1, 1]);
    expect(missing).toStrictEqual([]);
  });

  it('counts lines that broke off, and of nobody’s', async () => {
    const state = await follow((await start()).id);
    const file = server.files.get(state.outputFile!)!;
    const [first, ...others] = file.content.split('\n');
    file.content = [first.slice(0, -20), '{"custom_id":"z","response":null}', 'null', ...others].join('\n');
    const { answers, missing } = await collect(state);
    expect([...answers.keys()].sort()).toStrictEqual(['a', 'b']);
    expect(missing).toStrictEqual([groups[2]]);
  });
});

describe('following', () => {
  it('waits out what passes by itself, and tells of it', async () => {
    const { id } = await start();
    for (const failure of ['overloaded', 'hang-up', 'cut-body', 'rate-limit'] as const) {
      server.fail(failure, { path: /batches/ });
    }
    const problems: string[] = [];
    const pauses: number[] = [];
    const state = await follow(id, {
      onProblem: ({ code }) => problems.push(code),
      sleep: async (seconds) => void pauses.push(seconds),
    });
    expect(state.phase).toBe('completed');
    expect(problems).toStrictEqual(['server', 'unreachable', 'cut-off', 'rate-limit']);
    expect(pauses).toStrictEqual([...pauses].sort((a, b) => a - b));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(60);
  });

  it('ends where looking again wouldn’t help, and goes on with another key', async () => {
    const { id } = await start();
    await expect(follow(id, { keyFor: () => 'sk-other' })).rejects.toMatchObject({ code: 'wrong-key' });
    expect((await follow(id)).phase).toBe('completed');
  });

  it('stops when told to, and leaves the batch alone', async () => {
    const { id } = await start();
    const controller = new AbortController();
    const following = follow(id, {
      signal: controller.signal,
      sleep: undefined,
      onState: () => setTimeout(() => controller.abort(), 20),
    });
    await expect(following).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests('POST', /cancel/)).toHaveLength(0);
  });
});
