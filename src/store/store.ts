import type { IDBPDatabase } from 'idb';
import type { Cache, KeyValues } from '../core/interfaces';
import { connect, drop } from './connection';
import { databaseTables } from './database-tables';
import { type Channel, Changes } from './experiments/changes';
import type { ExperimentStore } from './experiments/contract';
import { KeptExperiments } from './experiments/experiment-store';
import { MemoryCache } from './memory';
import { MemoryTables } from './memory-tables';
import { Recordings } from './recordings';
import type { Entry, Schema } from './schema';
import { StoreError, type StoreErrorCode } from './store-error';
import type { Tables } from './tables';

/** Is what is put into the store there after a reload? If not, it is there until then. */
export type StoreState = { kept: true } | { kept: false; reason: string };

/** What the app keeps in the visitor's browser. It always works, at the least until the page is closed. */
export interface Store {
  /** May change while the page is open: `onProblem` tells when. */
  readonly state: StoreState;
  /**
   * Takes what can be cloned (structuredClone). A value that can't be kept is reported, not thrown, but for one
   * that can't be cloned: that is a mistake of the caller's, and a DataCloneError.
   */
  readonly cache: Cache;
  /** What the visitor chose; never a key. Values as in `cache`. */
  readonly settings: KeyValues;
  /** Sealed keys (vault.ts) by base address. Values as in `cache`. */
  readonly secrets: KeyValues;
  /** Live experiments. Unlike the others it rejects where something can't be kept, so that a run can pause. */
  readonly experiments: ExperimentStore;
  /** Outcomes files that were brought in. It rejects where something can't be kept. */
  readonly recordings: Recordings;
  /**
   * Deletes everything that the app keeps in this browser, of whatever version, and opens an empty database.
   *
   * @throws StoreError where it can't be deleted, or not before other tabs are closed
   */
  deleteEverything(): Promise<void>;
}

export interface StoreOptions {
  /** The browser's own unless handed in. */
  indexedDB?: IDBFactory;
  /** Told when something isn't kept, and when nothing is any more. */
  onProblem?: (problem: StoreError) => void;
  /** Milliseconds to wait for other tabs to let go of the database. */
  timeout?: number;
  /** Opens what other tabs are told of changes by; a `BroadcastChannel` unless handed in. */
  channel?: () => Channel | undefined;
}

/** @throws StoreError 'missing' or 'refused' */
function ownFactory(): IDBFactory {
  let factory: IDBFactory | undefined;
  try {
    factory = globalThis.indexedDB;
  } catch (cause) {
    // Some browsers throw at the mere mention where site data is switched off.
    throw new StoreError('refused', { cause });
  }
  if (!factory) throw new StoreError('missing');
  return factory;
}

type ShelfName = 'cache' | 'settings' | 'secrets';

class BrowserStore implements Store {
  readonly #shelves = new Map<ShelfName, MemoryCache>();
  readonly #factory: () => IDBFactory;
  readonly #onProblem: (problem: StoreError) => void;
  readonly #timeout: number;
  #state: StoreState = { kept: false, reason: 'It is not open yet.' };
  #connection: Promise<IDBPDatabase<Schema> | undefined> | undefined;
  /** Why a database isn't at hand that is there: what is in it is not to be taken for absent. */
  #lost: StoreErrorCode | undefined;
  readonly #memory = new MemoryTables();
  readonly #changes: Changes;
  readonly experiments: ExperimentStore;
  readonly recordings: Recordings;

  constructor({ indexedDB, onProblem = () => {}, timeout = 3000, channel }: StoreOptions) {
    this.#changes = new Changes(channel);
    this.experiments = new KeptExperiments(() => this.#tables(), this.#changes);
    this.recordings = new Recordings(() => this.#database(), this.#changes);
    this.#factory = () => indexedDB ?? ownFactory();
    this.#onProblem = onProblem;
    this.#timeout = timeout;
  }

  get state(): StoreState {
    return this.#state;
  }

  readonly cache = this.#shelf('cache');
  readonly settings = this.#shelf('settings');
  readonly secrets = this.#shelf('secrets');

  /** Values by key in one of the object stores, or in memory where the database can't be had. */
  #shelf(name: ShelfName): KeyValues {
    const memory = new MemoryCache();
    this.#shelves.set(name, memory);
    return {
      get: async (key) => {
        const database = await this.#connected();
        if (!database) return memory.get(key);
        try {
          return ((await database.get(name, key)) as Entry | undefined)?.value;
        } catch (cause) {
          this.#onProblem(new StoreError('failed', { cause }));
          return undefined;
        }
      },
      put: async (key, value) => {
        const database = await this.#connected();
        if (!database) return memory.put(key, value);
        try {
          await database.put(name, { value, storedAt: Date.now() }, key);
        } catch (cause) {
          this.#tellOf(cause);
        }
      },
      change: async (key, make) => {
        const database = await this.#connected();
        if (!database) return memory.change(key, make);
        try {
          const transaction = database.transaction(name, 'readwrite');
          const before = (await transaction.store.get(key)) as Entry | undefined;
          const value = make(before?.value);
          await Promise.all([transaction.store.put({ value, storedAt: Date.now() }, key), transaction.done]);
          return value;
        } catch (cause) {
          this.#tellOf(cause);
          return undefined;
        }
      },
      delete: async (key) => {
        memory.delete(key);
        const database = await this.#connected();
        try {
          await database?.delete(name, key);
        } catch (cause) {
          this.#onProblem(new StoreError('failed', { cause }));
        }
      },
    };
  }

  /** @throws DataCloneError */
  #tellOf(cause: unknown): void {
    const problem = cause instanceof Error ? cause.name : '';
    if (problem === 'DataCloneError') throw cause;
    this.#onProblem(new StoreError(problem === 'QuotaExceededError' ? 'quota' : 'failed', { cause }));
  }

  async #tables(): Promise<Tables> {
    const database = await this.#database();
    return database ? databaseTables(database) : this.#memory;
  }

  /** @throws StoreError where it is gone, and so what is in it isn't to be taken for absent */
  async #database(): Promise<IDBPDatabase<Schema> | undefined> {
    // One that took too long to open is tried again: trials kept in memory alone would be lost with the page.
    if (this.#lost === 'blocked') this.#connection ??= this.#connect();
    const database = await this.#connected();
    if (!database && this.#lost) throw new StoreError(this.#lost, undefined, 'experiment');
    return database;
  }

  async deleteEverything(): Promise<void> {
    for (const memory of this.#shelves.values()) memory.clear();
    this.#memory.clear();
    this.recordings.clear();
    try {
      // Our own connection is told like any other, and closes.
      await drop(this.#factory(), this.#timeout);
    } catch (problem) {
      // Without IndexedDB the memory was all there was.
      if (!(problem instanceof StoreError) || problem.code !== 'missing') throw problem;
    }
    this.#lost = undefined;
    await this.open();
    this.#changes.tell({ kind: 'deleted' });
  }

  async open(): Promise<void> {
    this.#connection = this.#connect();
    await this.#connection;
  }

  #connected(): Promise<IDBPDatabase<Schema> | undefined> | undefined {
    // Another connection, that of a worker perhaps, may have deleted everything: then it is opened anew.
    if (this.#state.kept) this.#connection ??= this.#connect();
    return this.#connection;
  }

  async #connect(): Promise<IDBPDatabase<Schema> | undefined> {
    try {
      const database = await connect(this.#factory(), this.#timeout, {
        onClosed: (newVersion) => {
          this.#connection = undefined;
          if (newVersion !== null) this.#lose(new StoreError('superseded'));
        },
        onTerminated: () => this.#lose(new StoreError('terminated')),
      });
      this.#state = { kept: true };
      this.#lost = undefined;
      return database;
    } catch (cause) {
      this.#lose(cause instanceof StoreError ? cause : new StoreError('refused', { cause }));
      return undefined;
    }
  }

  #lose(problem: StoreError): void {
    const isThere = problem.code === 'blocked' || problem.code === 'newer-version';
    if (this.#state.kept || isThere) this.#lost = problem.code;
    this.#connection = undefined;
    this.#state = { kept: false, reason: problem.message };
    this.#onProblem(problem);
  }
}

/**
 * Opens what the app keeps in this browser, in a window or a worker. It never fails: where the database can't be
 * had, `state` says why, and things are kept in memory for as long as the page is open.
 */
export async function openStore(options: StoreOptions = {}): Promise<Store> {
  const store = new BrowserStore(options);
  await store.open();
  return store;
}
