import 'fake-indexeddb/auto';
import { zipSync } from 'fflate';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { without } from '../../../src/core/without';
import { BundleError } from '../../../src/store/bundle/bundle-error';
import { defaultLimits } from '../../../src/store/bundle/archive';
import { exportBundle } from '../../../src/store/bundle/export';
import { conflicts, importBundle } from '../../../src/store/bundle/import';
import { inspectBundle } from '../../../src/store/bundle/inspect';
import { openStore } from '../../../src/store/store';
import {
  archiveOf,
  bytesOf,
  exported,
  fill,
  type Members,
  membersOf,
  snapshot,
  withManifest,
} from '../../support/bundles';
import { inventedDefinition, inventedIntent, inventedTrial, keyOf } from '../../support/experiments';

const opened = async () =>
  (await openStore({ indexedDB: new IDBFactory(), channel: () => undefined })).experiments;

async function filled(tasks = 40) {
  const store = await opened();
  await fill(store, tasks);
  return store;
}

async function refusal(bytes: Uint8Array): Promise<BundleError> {
  try {
    await inspectBundle(bytes);
  } catch (error) {
    if (error instanceof BundleError) return error;
    throw error;
  }
  throw new Error('the bundle was not refused');
}

describe('a bundle', () => {
  it('comes out as it went in, byte for byte', async () => {
    const store = await filled();
    const first = await exported(store);
    const other = await opened();
    const whole = await inspectBundle(first);
    expect(whole.counts).toMatchObject({
      tasks: 40,
      models: 3,
      trials: 598,
      failures: 1,
      predictors: 1,
      judged: 512,
    });
    expect(await importBundle(other, whole, { onConflict: 'keep-mine' })).toMatchObject({
      id: 'invented',
      definition: 'new',
      added: 598,
    });
    const second = await exported(other);
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Object.keys(membersOf(first))).toStrictEqual([
      'about.json',
      'definition.json',
      'failures.jsonl',
      'predictors.jsonl',
      'trials-00001.jsonl',
      'trials-00002.jsonl',
      'manifest.json',
    ]);
  });

  it('is the same at another time, in another time zone', async () => {
    const store = await filled(2);
    const zone = process.env.TZ;
    const bundles = [];
    try {
      for (const [time, place] of [
        [1_790_000_000_000, 'UTC'],
        [1_795_000_000_000, 'Pacific/Auckland'],
      ] as const) {
        process.env.TZ = place;
        vi.spyOn(Date, 'now').mockReturnValue(time);
        bundles.push(await exported(store));
      }
    } finally {
      process.env.TZ = zone;
      vi.restoreAllMocks();
    }
    expect(Buffer.compare(bundles[0], bundles[1])).toBe(0);
  });

  it('keeps what JSON has no word for, and leaves out what is this browser’s own', async () => {
    const store = await filled(2);
    const other = await opened();
    await importBundle(other, await inspectBundle(await exported(store)), { onConflict: 'keep-mine' });
    const detail = (await store.trials('invented', ['0'])).find((one) => one.detail.answer.logprobs)!;
    const found = await other.detail(detail.detail);
    expect(found).toStrictEqual(detail.detail);
    expect(found!.answer.logprobs![0].top[0]).toStrictEqual({ token: '\ud800', logprob: -Infinity });
    expect(await store.intents('invented')).toHaveLength(1);
    expect(await other.intents('invented')).toStrictEqual([]);
    expect((await other.get('invented'))!.status).toBe('paused');
  });

  it('holds no key', async () => {
    const store = await openStore({ indexedDB: new IDBFactory(), channel: () => undefined });
    const key = 'sk-proj-0123456789';
    await store.secrets.put('https://a.example/v1', key);
    await store.settings.put('connections', [{ id: 'c', note: key }]);
    await fill(store.experiments, 3);
    const members = membersOf(await exported(store.experiments));
    expect(Object.values(members).join('\n')).not.toContain(key);
    const definition = inventedDefinition(1, 'leaky');
    Object.assign(definition.models[0], { engine: { kind: 'openai', apiKey: key } });
    await store.experiments.put(definition);
    const refused = exportBundle(store.experiments, 'leaky');
    await expect(refused).rejects.toMatchObject({ code: 'secret' });
    await expect(refused).rejects.not.toThrow(key);
  });

  it('tells how far it is, and stops when told to', async () => {
    const store = await filled(80);
    const told: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => told.push(done / total);
    const bytes = await bytesOf(await exportBundle(store, 'invented', { onProgress }));
    expect(told).toHaveLength(3);
    expect(told.at(-1)).toBe(1);
    const signal = AbortSignal.abort();
    await expect(exportBundle(store, 'invented', { signal })).rejects.toMatchObject({ name: 'AbortError' });
    await expect(inspectBundle(bytes, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('of what is not there can’t be made', async () => {
    await expect(exportBundle(await opened(), 'none')).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('a conflict', () => {
  async function twice() {
    const mine = await filled(4);
    const theirs = await opened();
    await importBundle(theirs, await inspectBundle(await exported(mine)), { onConflict: 'keep-mine' });
    return { mine, theirs, whole: async () => inspectBundle(await exported(theirs)) };
  }

  it('is none where the experiment is new, and none where all is here', async () => {
    const { mine, whole } = await twice();
    expect(await conflicts(await opened(), await whole())).toMatchObject({ kind: 'none', added: 58 });
    const before = await snapshot(mine);
    expect(await conflicts(mine, await whole())).toMatchObject({ kind: 'identical', same: 58, added: 0 });
    await importBundle(mine, await whole(), { onConflict: 'take-theirs' });
    expect(await snapshot(mine)).toBe(before);
  });

  it('is merged where both have the same, or one has more', async () => {
    const { mine, theirs, whole } = await twice();
    await theirs.settle([inventedTrial(keyOf(0, 'large', 1), { text: 'new' })]);
    const asked = await mine.intents('invented');
    await theirs.settle([inventedTrial(asked[0])]);
    const [unjudged] = (await mine.summaries('invented')).filter(({ verdict }) => !verdict);
    await theirs.judge([{ ...unjudged, digits: '110', verdict: 'wrong-answer', judgement: { n: 1 } }]);
    expect(await conflicts(mine, await whole())).toMatchObject({
      kind: 'mergeable',
      added: 1,
      judged: 1,
      same: 57,
    });
    await importBundle(mine, await whole(), { onConflict: 'keep-mine' });
    expect(await mine.detail(unjudged)).toMatchObject({ judgement: { n: 1 } });
    expect(await mine.intents('invented')).toStrictEqual([]);
    expect(Buffer.compare(await exported(mine), await exported(theirs))).toBe(0);
    expect((await mine.get('invented'))!.trials).toBe((await mine.summaries('invented')).length);
  });

  it('is asked about where answers differ: mine, theirs, or both', async () => {
    const { mine, whole } = await twice();
    const found = await whole();
    const { summary, detail } = found.trials[5];
    found.trials[5] = { summary, detail: { ...detail, answer: { ...detail.answer, text: 'other' } } };
    const key = { experiment: 'invented', task: summary.task, model: summary.model, index: summary.index };
    expect(await conflicts(mine, found)).toMatchObject({ kind: 'differing', same: 57, differing: [key] });
    const before = await snapshot(mine);
    await importBundle(mine, found, { onConflict: 'keep-mine' });
    expect(await snapshot(mine)).toBe(before);

    expect(await importBundle(mine, found, { onConflict: 'as-copy' })).toMatchObject({ id: 'invented-copy' });
    expect(await importBundle(mine, found, { onConflict: 'as-copy' })).toMatchObject({
      id: 'invented-copy-2',
    });
    const copied = { ...key, experiment: 'invented-copy' };
    expect(await mine.detail(copied)).toMatchObject({ answer: { text: 'other' } });
    expect(await mine.detail(key)).not.toMatchObject({ answer: { text: 'other' } });

    await mine.settle([inventedTrial(keyOf(0), { text: 'mine only' })]);
    const count = (await mine.summaries('invented')).length;
    await importBundle(mine, found, { onConflict: 'take-theirs' });
    expect(await mine.detail(key)).toMatchObject({ answer: { text: 'other' } });
    expect(await mine.detail(keyOf(0))).toStrictEqual(inventedTrial(keyOf(0), { text: 'mine only' }).detail);
    expect(await mine.summaries('invented')).toHaveLength(count);
  });

  it('can only be a copy where the experiment here asks for something else', async () => {
    const { mine, whole } = await twice();
    const found = await whole();
    found.definition = { ...found.definition, sampling: { temperature: 0, maxTokens: 9 } };
    const before = await snapshot(mine);
    expect(await conflicts(mine, found)).toMatchObject({ kind: 'other-definition' });
    for (const onConflict of ['keep-mine', 'take-theirs'] as const) {
      await expect(importBundle(mine, found, { onConflict })).rejects.toMatchObject({
        code: 'other-definition',
      });
    }
    expect(await snapshot(mine)).toBe(before);
  });

  it('loses nothing of mine, nor leaves half of theirs, where there is no room', async () => {
    const { mine, theirs, whole } = await twice();
    await theirs.settle([inventedTrial(keyOf(0)), inventedTrial(keyOf(0, 'small', 1))]);
    await mine.intend([inventedIntent(keyOf(0))]);
    const before = await snapshot(mine);
    const found = await whole();
    const put = IDBObjectStore.prototype.put;
    let puts = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (++puts === 3) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args);
    });
    await expect(importBundle(mine, found, { onConflict: 'keep-mine' })).rejects.toMatchObject({
      code: 'quota',
    });
    vi.restoreAllMocks();
    expect(await snapshot(mine)).toBe(before);
  });
});

describe('a bundle is refused, with the place, where', () => {
  const good = async () => membersOf(await exported(await filled(2)));
  const edited = async (edit: (members: Members) => Members | void) => {
    const members = await good();
    return archiveOf(withManifest(edit(members) ?? members));
  };
  const trials = 'trials-00001.jsonl';
  const line = (members: Members, at: number, change: (row: Record<string, unknown>) => unknown) => {
    const lines = members[trials].split('\n');
    lines[at] = JSON.stringify(change(JSON.parse(lines[at])));
    members[trials] = lines.join('\n');
  };

  it('it is no archive, another one, or none of ours', async () => {
    expect(await refusal(new Uint8Array())).toMatchObject({ code: 'not-bundle' });
    expect(await refusal(new TextEncoder().encode('{"format":"x"}'))).toMatchObject({ code: 'not-bundle' });
    expect(await refusal(zipSync({ 'a.txt': new Uint8Array(9) }))).toMatchObject({ code: 'not-bundle' });
    expect(await refusal(archiveOf({ 'manifest.json': '{}' }))).toMatchObject({ code: 'not-bundle' });
    const newer = archiveOf({ 'manifest.json': '{"format":"complexitynet-bundle","version":2}' });
    expect(await refusal(newer)).toMatchObject({ code: 'newer-version' });
  });

  it('a member is missing, changed, or not named', async () => {
    const members = await good();
    expect((await refusal(archiveOf(without(members, trials)))).problems).toStrictEqual([
      { member: trials, message: 'is missing, and the manifest names it' },
    ]);
    expect((await refusal(archiveOf({ ...members, 'x.js': '' }))).problems).toStrictEqual([
      { member: 'x.js', message: 'is not in the manifest' },
    ]);
    const changed = { ...members, [trials]: members[trials].replace('"pass"', '"fail"') };
    expect((await refusal(archiveOf(changed))).problems).toStrictEqual([
      { member: trials, message: expect.stringMatching(/not what the manifest says/) },
    ]);
    const bare = await refusal(await edited(({ 'definition.json': _, ...others }) => others));
    expect(bare.problems).toStrictEqual([{ member: 'definition.json', message: 'is missing' }]);
  });

  it.each<[string, (row: Record<string, unknown>) => unknown, RegExp]>([
    ['is no object', () => 5, /the whole: expected a trial, got 5/],
    ['lacks a field', ({ digits: _, ...row }) => row, /digits: is missing/],
    [
      'has a wrong type',
      (row) => ({ ...row, dollars: '1' }),
      /dollars: expected a number from 0 to 1000000, got "1"/,
    ],
    ['has a huge number', (row) => ({ ...row, dollars: 1e300 }), /dollars: expected a number from 0/],
    ['has digits that are none', (row) => ({ ...row, digits: '12' }), /digits: expected digits 0 and 1/],
    [
      'is of another task',
      (row) => ({ ...row, task: '99' }),
      /task: expected one of the definition’s, got "99"/,
    ],
    ['is of another model', (row) => ({ ...row, model: '__proto__' }), /model: expected one of the def/],
    ['is beyond any M', (row) => ({ ...row, index: 50 }), /index: expected a number from 0 to 49, got 50/],
    ['is a trial that was there', (row) => ({ ...row, model: 'large', index: 0 }), /once, .* line 1 already/],
    [
      'has a wrong answer',
      (row) => ({ ...row, answer: { text: 1 } }),
      /answer\.text: expected a text, got 1/,
    ],
    [
      'is nested too deeply',
      (row) => ({ ...row, judgement: JSON.parse('['.repeat(200) + ']'.repeat(200)) }),
      /too deeply/,
    ],
  ])('a line %s', async (_, change, message) => {
    const { problems } = await refusal(await edited((members) => line(members, 1, change)));
    expect(problems[0]).toMatchObject({ member: trials, line: 2, message: expect.stringMatching(message) });
  });

  it('a line is no JSON, or the last one is cut', async () => {
    const cut = await refusal(await edited((members) => void (members[trials] = '{"a\n{}')));
    expect(cut.problems.slice(0, 2)).toStrictEqual([
      { member: trials, line: 2, message: 'expected a line feed at the end' },
      { member: trials, line: 1, message: 'expected one JSON object, got "{\\"a"' },
    ]);
    expect(cut.problems.at(-1)).toMatchObject({ line: 2, message: expect.stringMatching(/is missing$/) });
  });

  it('the definition is none, or another kind of file', async () => {
    const { problems } = await refusal(
      await edited((members) => {
        members['definition.json'] = members['definition.json'].replace('"trials":5', '"trials":-1');
      }),
    );
    expect(problems.map(({ message }) => message)).toContain(
      'rule.trials: expected a whole number from 1 to 50, got -1',
    );
    const about = await refusal(await edited((members) => void (members['about.json'] = '{"createdAt":-1}')));
    expect(about.problems).toStrictEqual([
      { member: 'about.json', message: 'createdAt: expected at least 0, got -1' },
    ]);
  });

  it('it would fill the memory', async () => {
    const bomb = zipSync({ 'manifest.json': new Uint8Array(3e6) });
    const limits = { ...defaultLimits, member: 1e6 };
    await expect(inspectBundle(bomb, { limits })).rejects.toMatchObject({ code: 'too-large' });
    const many = zipSync(
      Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at}`, new Uint8Array()])),
    );
    await expect(inspectBundle(many, { limits: { ...defaultLimits, members: 20 } })).rejects.toMatchObject({
      code: 'too-large',
    });
    await expect(inspectBundle(bomb, { limits: { ...defaultLimits, total: 1e6 } })).rejects.toMatchObject({
      code: 'too-large',
    });
    await expect(inspectBundle(bomb, { limits: { ...defaultLimits, archive: 1e3 } })).rejects.toMatchObject({
      code: 'too-large',
    });
  });
});
