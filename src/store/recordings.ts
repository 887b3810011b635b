import type { IDBPDatabase } from 'idb';
import type { Changes } from './experiments/changes';
import type { Schema } from './schema';
import { StoreError } from './store-error';

/** What lists show of an outcomes file that was brought in. */
export interface RecordingEntry {
  /** Made of the file's hash: the same file is there once. */
  id: string;
  name: string;
  dataset: string;
  models: string[];
  tasks: number;
  trials: number;
  /** Milliseconds since 1970. */
  storedAt: number;
}

type Database = IDBPDatabase<Schema>;
const tables = ['recordings', 'recordingTexts'] as const;

/**
 * Outcomes files that were brought in, kept as they came. Everything rejects with a StoreError where it can't be
 * done ('quota' where there is no room: nothing is then kept). Without a database they are there until the page
 * is closed.
 */
export class Recordings {
  readonly #connected: () => Promise<Database | undefined>;
  readonly #changes: Changes;
  readonly #memory = new Map<string, { entry: RecordingEntry; text: string }>();

  /** @param connected rejects where the database was lost; undefined where there never was one */
  constructor(connected: () => Promise<Database | undefined>, changes: Changes) {
    this.#connected = connected;
    this.#changes = changes;
  }

  /** The last one first. */
  async list(): Promise<RecordingEntry[]> {
    const entries = await this.#run(
      (database) => database.getAll('recordings'),
      () => [...this.#memory.values()].map(({ entry }) => ({ ...entry })),
    );
    return entries.sort((a, b) => b.storedAt - a.storedAt);
  }

  get(id: string): Promise<RecordingEntry | undefined> {
    return this.#run(
      (database) => database.get('recordings', id),
      () => this.#memory.get(id)?.entry,
    );
  }

  /** The file, as it came. */
  text(id: string): Promise<string | undefined> {
    return this.#run(
      (database) => database.get('recordingTexts', id),
      () => this.#memory.get(id)?.text,
    );
  }

  /** Keeps a file, both or nothing. */
  async put(entry: RecordingEntry, text: string): Promise<void> {
    await this.#run(
      async (database) => {
        const transaction = database.transaction(tables, 'readwrite');
        await Promise.all([
          transaction.objectStore('recordings').put(entry, entry.id),
          transaction.objectStore('recordingTexts').put(text, entry.id),
          transaction.done,
        ]);
      },
      () => void this.#memory.set(entry.id, { entry, text }),
    );
    this.#changes.tell({ kind: 'recordings' });
  }

  /** @throws StoreError 'gone' */
  async rename(id: string, name: string): Promise<void> {
    const entry = await this.get(id);
    if (!entry) throw new StoreError('gone', undefined, 'experiment');
    const renamed = { ...entry, name };
    await this.#run(
      (database) => database.put('recordings', renamed, id),
      () => void this.#memory.set(id, { ...this.#memory.get(id)!, entry: renamed }),
    );
    this.#changes.tell({ kind: 'recordings' });
  }

  async delete(id: string): Promise<void> {
    await this.#run(
      async (database) => {
        const transaction = database.transaction(tables, 'readwrite');
        await Promise.all([
          ...tables.map((name) => transaction.objectStore(name).delete(id)),
          transaction.done,
        ]);
      },
      () => void this.#memory.delete(id),
    );
    this.#changes.tell({ kind: 'recordings' });
  }

  /** Lets go of what is in memory only. */
  clear(): void {
    this.#memory.clear();
  }

  async #run<Result>(
    inDatabase: (database: Database) => Promise<Result>,
    inMemory: () => Result,
  ): Promise<Result> {
    const database = await this.#connected();
    if (!database) return inMemory();
    try {
      return await inDatabase(database);
    } catch (cause) {
      const isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError';
      throw new StoreError(isFull ? 'quota' : 'failed', { cause }, 'experiment');
    }
  }
}
