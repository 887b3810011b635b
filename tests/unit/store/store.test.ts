import 'fake-indexeddb/auto';
import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { databaseVersion } from '../../../src/store/schema';
import { openStore } from '../../../src/store/store';
import type { StoreError } from '../../../src/store/store-error';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Opens the database by hand, as another program or version would. */
function openRaw(factory: IDBFactory, version?: number, onUpgrade?: (database: IDBDatabase) => void) {
  return new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open('complexitynet', version);
    request.onupgradeneeded = () => onUpgrade?.(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** A store with the problems that it told of. */
async function opened(indexedDB?: IDBFactory, timeout?: number) {
  const problems: StoreError[] = [];
  const store = await openStore({ indexedDB, timeout, onProblem: (problem) => problems.push(problem) });
  return { store, problems, codes: () => problems.map(({ code }) => code) };
}

async function expectMemoryOnly({ store }: Awaited<ReturnType<typeof opened>>, reason: RegExp) {
  expect(store.state).toStrictEqual({ kept: false, reason: expect.stringMatching(reason) });
  const value = { list: [1] };
  await store.cache.put('m', value);
  value.list.push(2);
  expect(await store.cache.get('m')).toStrictEqual({ list: [1] });
  expect(await store.cache.get('other')).toBeUndefined();
  const longer = (kept: unknown) => ({ list: [...(kept as typeof value).list, 3] });
  expect(await store.settings.change('n', (kept) => kept ?? value)).toStrictEqual({ list: [1, 2] });
  expect(await store.settings.change('n', longer)).toStrictEqual({ list: [1, 2, 3] });
}

describe('a store that is kept', () => {
  it('reads back what it was given, after a reload too', async () => {
    const factory = new IDBFactory();
    const { store, problems } = await opened(factory);
    expect(store.state).toStrictEqual({ kept: true });
    await store.cache.put('a', { text: 'ä' });
    await store.cache.put('a', { text: 'ö' });
    expect(await store.cache.get('a')).toStrictEqual({ text: 'ö' });
    const later = await opened(factory);
    expect(await later.store.cache.get('a')).toStrictEqual({ text: 'ö' });
    expect(await later.store.cache.get('b')).toBeUndefined();
    expect(problems).toStrictEqual([]);
  });

  it('loses no change that two tabs make at once', async () => {
    const factory = new IDBFactory();
    const tabs = [(await opened(factory)).store, (await opened(factory)).store];
    const oneMore = (value: unknown) => ((value as number | undefined) ?? 0) + 1;
    await Promise.all(Array.from({ length: 20 }, (_, i) => tabs[i % 2].settings.change('count', oneMore)));
    expect(await tabs[0].settings.get('count')).toBe(20);
    expect(await tabs[1].settings.change('count', oneMore)).toBe(21);
  });

  it('keeps the browser’s own database where none is handed in, with the time of storing', async () => {
    const factory = new IDBFactory();
    vi.stubGlobal('indexedDB', factory);
    const before = Date.now();
    await (await openStore()).cache.put('a', 1);
    const database = await openRaw(factory);
    const request = database.transaction('cache').objectStore('cache').get('a');
    await new Promise((resolve) => (request.onsuccess = resolve));
    expect(request.result).toStrictEqual({ value: 1, storedAt: expect.any(Number) });
    expect(request.result.storedAt).toBeGreaterThanOrEqual(before);
  });

  it('keeps typed arrays, maps, dates and nothings as they are', async () => {
    const factory = new IDBFactory();
    const { store } = await opened(factory);
    const value = {
      bytes: new Uint8Array([1, 2, 255]),
      floats: new Float64Array([Math.PI, -0, NaN]),
      map: new Map([['a', new Date(5)]]),
      none: undefined,
    };
    await store.cache.put('v', value);
    expect(await (await opened(factory)).store.cache.get('v')).toStrictEqual(value);
  });

  it('throws of what can’t be cloned, kept or not', async () => {
    const { store, problems } = await opened(new IDBFactory());
    await expect(store.cache.put('f', () => 1)).rejects.toThrow(/clone/);
    expect(problems).toStrictEqual([]);
    vi.stubGlobal('indexedDB', undefined);
    await expect((await opened()).store.cache.put('f', () => 1)).rejects.toThrow(/clone/);
  });
});

describe('a value that can’t be kept', () => {
  const full = new DOMException('full', 'QuotaExceededError');
  it('is reported, not thrown, where there is no room at the put', async () => {
    const { store, codes } = await opened(new IDBFactory());
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw full;
    });
    await store.cache.put('a', 1);
    expect(codes()).toStrictEqual(['quota']);
    expect(store.state).toStrictEqual({ kept: true });
    expect(await store.cache.get('a')).toBeUndefined();
    await store.cache.put('a', 2);
    expect(await store.cache.get('a')).toBe(2);
  });

  it('is reported where there is no room at the end of the transaction', async () => {
    const { store, codes } = await opened(new IDBFactory());
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
    await store.cache.put('a', 1);
    expect(codes()).toStrictEqual(['quota']);
    expect(await store.cache.get('a')).toBeUndefined();
  });

  it('is reported where writing or reading fails otherwise', async () => {
    const { store, codes } = await opened(new IDBFactory());
    const fail = () => {
      throw new DOMException('disk', 'UnknownError');
    };
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(fail);
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementationOnce(fail);
    await store.cache.put('a', 1);
    expect(await store.cache.get('a')).toBeUndefined();
    expect(codes()).toStrictEqual(['failed', 'failed']);
  });
});

describe('a store that can’t be kept', () => {
  it('says that there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const made = await opened();
    expect(made.codes()).toStrictEqual(['missing']);
    await expectMemoryOnly(made, /no IndexedDB/);
  });

  it('says that it is refused: the mention throws', async () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    try {
      const made = await opened();
      expect(made.codes()).toStrictEqual(['refused']);
      await expectMemoryOnly(made, /private window/);
    } finally {
      Object.defineProperty(globalThis, 'indexedDB', own);
    }
  });

  it('says that it is refused: opening throws', async () => {
    const factory = new IDBFactory();
    factory.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
    const made = await opened(factory);
    expect(made.problems).toMatchObject([{ code: 'refused', cause: { name: 'SecurityError' } }]);
    await expectMemoryOnly(made, /private window/);
  });

  it('says that it is refused: opening fails', async () => {
    const factory = new IDBFactory();
    const request = Object.assign(new EventTarget(), { error: new DOMException('no', 'InvalidStateError') });
    factory.open = () => {
      setTimeout(() => (request as unknown as { onerror: () => void }).onerror());
      return request as unknown as IDBOpenDBRequest;
    };
    const made = await opened(factory);
    expect(made.problems).toMatchObject([{ code: 'refused', cause: { name: 'InvalidStateError' } }]);
    await expectMemoryOnly(made, /private window/);
  });

  it('leaves a database of a newer version as it is', async () => {
    const factory = new IDBFactory();
    const newer = await openRaw(factory, 7, (database) =>
      database.createObjectStore('later').put('kept', 'k'),
    );
    const made = await opened(factory);
    expect(made.codes()).toStrictEqual(['newer-version']);
    await expectMemoryOnly(made, /newer version/);
    newer.close();
    const database = await openRaw(factory);
    expect(database.version).toBe(7);
    expect([...database.objectStoreNames]).toStrictEqual(['later']);
    const request = database.transaction('later').objectStore('later').get('k');
    await new Promise((resolve) => (request.onsuccess = resolve));
    expect(request.result).toBe('kept');
  });

  it('gives up a database that doesn’t open in time, and lets go of it when it does', async () => {
    const factory = new IDBFactory();
    const holder = await openRaw(factory, 1, (database) => database.createObjectStore('cache'));
    // A deletion that another tab holds up, which an opening waits for.
    factory.deleteDatabase('complexitynet');
    const made = await opened(factory, 30);
    expect(made.codes()).toStrictEqual(['blocked']);
    await expectMemoryOnly(made, /Another tab holds/);
    // Experiments are not taken for absent meanwhile, and nothing paid for is put into memory alone.
    const refusal = { code: 'blocked', message: expect.stringContaining('does not open') };
    await expect(made.store.experiments.list()).rejects.toMatchObject(refusal);
    await expect(made.store.recordings.list()).rejects.toMatchObject(refusal);
    holder.close();
    // Without a reload, once it opens.
    await expect.poll(() => made.store.experiments.list().catch(() => 'blocked')).toStrictEqual([]);
    expect(made.store.state).toStrictEqual({ kept: true });
    const later = await opened(factory, 1000);
    expect(later.store.state).toStrictEqual({ kept: true });
    await later.store.cache.put('a', 1);
    expect(await later.store.cache.get('a')).toBe(1);
    await later.store.deleteEverything();
  });
});

describe('a store that is lost while the page is open', () => {
  it('gives way to a newer version in another tab, and says so', async () => {
    const factory = new IDBFactory();
    const made = await opened(factory);
    await made.store.cache.put('a', 1);
    const newer = await openRaw(factory, databaseVersion + 1);
    expect(newer.version).toBe(databaseVersion + 1);
    expect(made.codes()).toStrictEqual(['superseded']);
    await expectMemoryOnly(made, /newer version/);
  });

  it('says that the browser closed it', async () => {
    const factory = new IDBFactory();
    const raw: IDBDatabase[] = [];
    const open = factory.open.bind(factory);
    factory.open = (...args) => {
      const request = open(...args);
      request.addEventListener('success', () => raw.push(request.result));
      return request;
    };
    const made = await opened(factory);
    forceCloseDatabase(raw[0] as never);
    await vi.waitFor(() => expect(made.store.state.kept).toBe(false));
    expect(made.codes()).toStrictEqual(['terminated']);
    await expectMemoryOnly(made, /closed the database/);
  });
});

describe('deleting everything', () => {
  it('leaves an empty store that keeps again', async () => {
    const factory = new IDBFactory();
    const { store, problems } = await opened(factory);
    await store.cache.put('a', 1);
    await store.deleteEverything();
    expect(store.state).toStrictEqual({ kept: true });
    expect(await store.cache.get('a')).toBeUndefined();
    await store.cache.put('a', 2);
    expect(await (await opened(factory)).store.cache.get('a')).toBe(2);
    expect(problems).toStrictEqual([]);
  });

  it('goes on in other tabs and workers, which keep again too', async () => {
    const factory = new IDBFactory();
    const [one, other] = [await opened(factory), await opened(factory)];
    await other.store.cache.put('a', 1);
    await one.store.deleteEverything();
    expect(await other.store.cache.get('a')).toBeUndefined();
    await other.store.cache.put('b', 2);
    expect(other.store.state).toStrictEqual({ kept: true });
    expect(await one.store.cache.get('b')).toBe(2);
    expect([...one.problems, ...other.problems]).toStrictEqual([]);
  });

  it('empties a store that is in memory only', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { store } = await opened();
    await store.cache.put('a', 1);
    await store.deleteEverything();
    expect(await store.cache.get('a')).toBeUndefined();
    expect(store.state.kept).toBe(false);
  });

  it('deletes what a newer version wrote, being asked to', async () => {
    const factory = new IDBFactory();
    (await openRaw(factory, 7)).close();
    const { store } = await opened(factory);
    expect(store.state.kept).toBe(false);
    await store.deleteEverything();
    expect(store.state).toStrictEqual({ kept: true });
    expect((await openRaw(factory)).version).toBe(databaseVersion);
  });

  it('says so where another tab doesn’t let go', async () => {
    const factory = new IDBFactory();
    const { store } = await opened(factory, 30);
    await openRaw(factory);
    await expect(store.deleteEverything()).rejects.toMatchObject({ code: 'blocked', retryable: true });
  });
});
