import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ExperimentChange } from '../../../src/store/experiments/contract';
import { smallestReliable } from '../../../src/core/labelling';
import { openStore, type Store } from '../../../src/store/store';
import {
  inventedDefinition,
  inventedFailure,
  inventedIntent,
  inventedKeys,
  inventedTrial,
  keyOf,
} from '../../support/experiments';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const channel = () => undefined;
const inDatabase = () => openStore({ indexedDB: new IDBFactory(), channel });
async function inMemory(): Promise<Store> {
  vi.stubGlobal('indexedDB', undefined);
  return openStore({ channel });
}

async function begun(open: () => Promise<Store>, tasks = 3) {
  const { experiments } = await open();
  await experiments.put(inventedDefinition(tasks));
  return experiments;
}

describe.each([
  ['in the database', inDatabase],
  ['in memory', inMemory],
])('experiments %s', (_, open) => {
  it('are listed, renamed and given a status, the last changed first', async () => {
    const { experiments } = await open();
    const now = vi.spyOn(Date, 'now');
    now.mockReturnValue(1);
    await experiments.put(inventedDefinition(1, 'a'));
    now.mockReturnValue(2);
    await experiments.put(inventedDefinition(1, 'b'));
    expect((await experiments.list()).map(({ id }) => id)).toStrictEqual(['b', 'a']);
    now.mockReturnValue(3);
    await experiments.rename('a', 'Another');
    await experiments.setStatus('a', 'running');
    expect(await experiments.list()).toMatchObject([
      { id: 'a', name: 'Another', status: 'running', createdAt: 1, changedAt: 3, trials: 0 },
      { id: 'b', name: 'Invented', status: 'new' },
    ]);
    expect((await experiments.get('a'))?.definition).toStrictEqual({
      ...inventedDefinition(1, 'a'),
      name: 'Another',
    });
    expect(await experiments.get('c')).toBeUndefined();
    await expect(experiments.rename('c', 'x')).rejects.toMatchObject({ code: 'gone' });
  });

  it('keep an intent before, and the answer in its stead after', async () => {
    const experiments = await begun(open);
    const keys = [keyOf(0), keyOf(0, 'mid'), keyOf(1)];
    expect(await experiments.intend(keys.map((key) => inventedIntent(key, 0.1)))).toStrictEqual([]);
    expect(await experiments.intents('invented')).toHaveLength(3);
    const trials = [inventedTrial(keys[0]), inventedTrial(keys[1], { judged: false })];
    expect(await experiments.settle(trials)).toStrictEqual([]);
    expect(await experiments.intents('invented')).toStrictEqual([inventedIntent(keys[2], 0.1)]);
    expect(await experiments.summaries('invented')).toStrictEqual(trials.map(({ summary }) => summary));
    expect(await experiments.detail(keys[1])).toStrictEqual(trials[1].detail);
    expect(await experiments.detail(keys[2])).toBeUndefined();
    expect((await experiments.get('invented'))?.trials).toBe(2);
    await experiments.abandonIntents([keys[2]]);
    expect(await experiments.intents('invented')).toStrictEqual([]);
  });

  it('never write another answer over one: the first wins, the second is told', async () => {
    const experiments = await begun(open);
    const first = inventedTrial(keyOf(0), { text: 'first' });
    await experiments.settle([first]);
    const again = [inventedTrial(keyOf(0), { text: 'second' }), inventedTrial(keyOf(0, 'small', 1))];
    expect(await experiments.settle(again)).toStrictEqual([keyOf(0)]);
    expect(await experiments.detail(keyOf(0))).toStrictEqual(first.detail);
    expect(await experiments.detail(keyOf(0, 'small', 1))).toStrictEqual(again[1].detail);
    const twice = inventedTrial(keyOf(1), { text: 'a' });
    expect(await experiments.settle([twice, inventedTrial(keyOf(1), { text: 'b' })])).toStrictEqual([
      keyOf(1),
    ]);
    expect(await experiments.detail(keyOf(1))).toStrictEqual(twice.detail);
    expect((await experiments.get('invented'))?.trials).toBe(3);
  });

  it('do not let an answered trial be asked for, or fail', async () => {
    const experiments = await begun(open);
    await experiments.settle([inventedTrial(keyOf(0))]);
    expect(await experiments.intend([inventedIntent(keyOf(0)), inventedIntent(keyOf(1))])).toStrictEqual([
      keyOf(0),
    ]);
    expect(await experiments.intents('invented')).toStrictEqual([inventedIntent(keyOf(1))]);
    await experiments.fail([inventedFailure(keyOf(0)), inventedFailure(keyOf(1))]);
    expect(await experiments.failures('invented')).toStrictEqual([inventedFailure(keyOf(1))]);
    expect(await experiments.intents('invented')).toStrictEqual([]);
    await experiments.settle([inventedTrial(keyOf(1))]);
    expect(await experiments.failures('invented')).toStrictEqual([]);
  });

  it('lose no answer where many are settled at once', async () => {
    const experiments = await begun(open, 2);
    const keys = inventedKeys(2);
    await Promise.all(keys.map((key) => experiments.settle([inventedTrial(key)])));
    expect(await experiments.summaries('invented')).toHaveLength(30);
    expect(await experiments.missing(inventedDefinition(2))).toStrictEqual([]);
    for (const key of keys) {
      expect(await experiments.detail(key)).toStrictEqual(inventedTrial(key).detail);
    }
    expect((await experiments.get('invented'))?.trials).toBe(30);
  });

  it('forget what was noted of many trials at once, and of no other', async () => {
    const experiments = await begun(open, 3);
    const keys = inventedKeys(3);
    const [last, ...settled] = keys.toReversed();
    await experiments.fail(keys.slice(0, 9).map(inventedFailure));
    await experiments.intend(keys.slice(9).map((key) => inventedIntent(key)));
    expect(await experiments.settle(settled.map((key) => inventedTrial(key)))).toStrictEqual([]);
    expect(await experiments.intents('invented')).toStrictEqual([inventedIntent(last)]);
    expect(await experiments.failures('invented')).toStrictEqual([]);
    expect(await experiments.missing(inventedDefinition(3))).toStrictEqual([last]);
  });

  it('take verdicts later, and again, without touching what else is known', async () => {
    const experiments = await begun(open);
    const keys = [keyOf(0), keyOf(0, 'small', 1), keyOf(0, 'mid')];
    await experiments.settle(keys.map((key) => inventedTrial(key, { judged: false })));
    const { summary, detail } = inventedTrial(keys[1], { judged: false });
    for (const verdict of ['timeout', 'pass']) {
      await experiments.judge([{ ...keys[1], digits: '110', verdict, judgement: { verdict } }]);
      const found = await experiments.trials('invented', ['0']);
      expect(found.find((one) => one.summary.index === 1)).toStrictEqual({
        summary: { ...summary, digits: '110', verdict },
        detail: { ...detail, judgement: { verdict } },
      });
      expect(found).toHaveLength(3);
    }
    const absent = { ...keyOf(2), digits: '1', verdict: 'pass', judgement: {} };
    await expect(experiments.judge([{ ...keys[0], digits: '0', verdict: 'x', judgement: {} }, absent]))
      .rejects // prettier-ignore
      .toMatchObject({ code: 'gone' });
    expect((await experiments.detail(keys[0]))?.judgement).toBeUndefined();
  });

  it('give summaries of some tasks only, and what is missing in the order of asking', async () => {
    const experiments = await begun(open);
    await experiments.settle([inventedTrial(keyOf(0)), inventedTrial(keyOf(2, 'mid', 3))]);
    expect(await experiments.summaries('invented', ['2', '7'])).toMatchObject([{ task: '2', index: 3 }]);
    const missing = await experiments.missing(inventedDefinition(3));
    expect(missing).toHaveLength(43);
    expect(missing.slice(0, 5)).toStrictEqual([
      ...[1, 2, 3, 4].map((index) => keyOf(0, 'small', index)),
      keyOf(0, 'mid'),
    ]);
  });

  it('are gone with everything of theirs once deleted, and nothing of others', async () => {
    const experiments = await begun(open);
    await experiments.put(inventedDefinition(3, 'invented2'));
    for (const id of ['invented', 'invented2']) {
      await experiments.settle([inventedTrial(keyOf(0, 'mid', 1, id))]);
      await experiments.intend([inventedIntent(keyOf(1, 'mid', 1, id))]);
      await experiments.fail([inventedFailure(keyOf(2, 'mid', 1, id))]);
      await experiments.putPredictor({ experiment: id, id: 'p', name: 'P', json: { w: [0.1] } });
    }
    await experiments.delete('invented');
    const left = async (id: string) => [
      await experiments.get(id),
      ...(await experiments.summaries(id)),
      ...(await experiments.details(id, '0')),
      ...(await experiments.intents(id)),
      ...(await experiments.failures(id)),
      ...(await experiments.predictors(id)),
    ];
    expect(await left('invented')).toStrictEqual([undefined]);
    expect(await left('invented2')).toHaveLength(6);
    await expect(experiments.settle([inventedTrial(keyOf(0))])).rejects.toMatchObject({ code: 'gone' });
    await expect(experiments.intend([inventedIntent(keyOf(0))])).rejects.toMatchObject({ code: 'gone' });
    expect(await left('invented')).toStrictEqual([undefined]);
  });

  it('keep their tasks and models once they have trials, and may get more', async () => {
    const experiments = await begun(open);
    await experiments.put(inventedDefinition(2));
    await experiments.settle([inventedTrial(keyOf(1))]);
    await expect(experiments.put(inventedDefinition(1))).rejects.toThrow(/1 has trials/);
    const fewer = { ...inventedDefinition(2), trials: 1, rule: smallestReliable(3) };
    await experiments.settle([inventedTrial(keyOf(1, 'small', 4))]);
    await experiments.put(fewer);
    expect((await experiments.summaries('invented')).map(({ index }) => index)).toStrictEqual([0, 4]);
    await experiments.put(inventedDefinition(4));
    expect((await experiments.get('invented'))?.definition.taskIds).toHaveLength(4);
  });

  it('are all gone when everything is deleted', async () => {
    const store = await open();
    await store.experiments.put(inventedDefinition(1));
    await store.deleteEverything();
    expect(await store.experiments.list()).toStrictEqual([]);
  });
});

describe('a transaction that can’t be kept', () => {
  it('is refused where there is no room, and nothing of it is there', async () => {
    const experiments = await begun(inDatabase);
    await experiments.intend([inventedIntent(keyOf(0), 1)]);
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (
      this: IDBObjectStore,
      ...args
    ) {
      const request = put.apply(this, args);
      const transaction = this.transaction as IDBTransaction & { _abort: (name: string) => void };
      request.addEventListener('success', () => transaction._abort('QuotaExceededError'));
      return request;
    });
    await expect(experiments.settle([inventedTrial(keyOf(0))])).rejects.toMatchObject({
      name: 'StoreError',
      code: 'quota',
      message: expect.stringMatching(/export the experiment/),
    });
    expect(await experiments.summaries('invented')).toStrictEqual([]);
    expect(await experiments.detail(keyOf(0))).toBeUndefined();
    expect(await experiments.intents('invented')).toHaveLength(1);
    await experiments.settle([inventedTrial(keyOf(0))]);
    expect(await experiments.summaries('invented')).toHaveLength(1);
  });

  it('is refused where the put itself says that there is no room', async () => {
    const experiments = await begun(inDatabase);
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(experiments.settle([inventedTrial(keyOf(0))])).rejects.toMatchObject({ code: 'quota' });
    expect(await experiments.summaries('invented')).toStrictEqual([]);
  });

  it('says so where the browser closed the database, rather than that nothing is there', async () => {
    const factory = new IDBFactory();
    const raw: IDBDatabase[] = [];
    const openIt = factory.open.bind(factory);
    factory.open = (...args) => {
      const request = openIt(...args);
      request.addEventListener('success', () => raw.push(request.result));
      return request;
    };
    const store = await openStore({ indexedDB: factory, channel });
    await store.experiments.put(inventedDefinition(1));
    forceCloseDatabase(raw[0] as never);
    await vi.waitFor(() => expect(store.state.kept).toBe(false));
    await expect(store.experiments.list()).rejects.toMatchObject({ code: 'terminated' });
    await expect(store.experiments.settle([inventedTrial(keyOf(0))])).rejects.toMatchObject({
      code: 'terminated',
    });
  });

  it('leaves all as it was in memory, too', async () => {
    const experiments = await begun(inMemory);
    const bad = inventedTrial(keyOf(1));
    bad.detail.judgement = () => 1;
    await expect(experiments.settle([inventedTrial(keyOf(0)), bad])).rejects.toThrow(/clone/);
    expect(await experiments.summaries('invented')).toStrictEqual([]);
    expect(await experiments.details('invented', '0')).toStrictEqual([]);
  });
});

describe('durability', () => {
  it('is strict where money is spent or reserved, else not', async () => {
    const asked: (string | undefined)[] = [];
    const own = IDBDatabase.prototype.transaction;
    const experiments = await begun(inDatabase);
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      names,
      mode,
      options,
    ) {
      if (mode === 'readwrite') asked.push(options?.durability);
      return own.call(this, names, mode, options);
    });
    await experiments.intend([inventedIntent(keyOf(0), 0.1)]);
    await experiments.settle([inventedTrial(keyOf(0)), inventedTrial(keyOf(0, 'mid'))]);
    await experiments.intend([inventedIntent(keyOf(1))]);
    await experiments.settle([inventedTrial(keyOf(1))]);
    expect(asked).toStrictEqual(['strict', 'strict', 'relaxed', 'relaxed']);
  });
});

describe('changes', () => {
  it('are told in this tab and in others, with their tasks', async () => {
    const factory = new IDBFactory();
    const [here, there] = [await openStore({ indexedDB: factory }), await openStore({ indexedDB: factory })];
    const heard: Record<'here' | 'there' | 'all', ExperimentChange[]> = { here: [], there: [], all: [] };
    here.experiments.onChange('invented', (change) => heard.here.push(change));
    const stop = there.experiments.onChange('invented', (change) => heard.there.push(change));
    there.experiments.onChange(null, (change) => heard.all.push(change));
    await here.experiments.put(inventedDefinition(3));
    await here.experiments.put(inventedDefinition(3, 'other'));
    await here.experiments.settle([inventedTrial(keyOf(2)), inventedTrial(keyOf(2, 'mid'))]);
    const expected = [
      { kind: 'experiment', experiment: 'invented' },
      { kind: 'trials', experiment: 'invented', tasks: ['2'] },
    ];
    expect(heard.here).toStrictEqual(expected);
    await vi.waitFor(() => expect(heard.there).toStrictEqual(expected));
    expect(heard.all).toHaveLength(3);
    expect(await there.experiments.summaries('invented', ['2'])).toHaveLength(2);
    stop();
    await here.deleteEverything();
    await vi.waitFor(() => expect(heard.all.at(-1)).toStrictEqual({ kind: 'deleted' }));
    expect(heard.there).toHaveLength(2);
    expect(heard.here.at(-1)).toStrictEqual({ kind: 'deleted' });
  });
});
