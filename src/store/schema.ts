import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';

export const databaseName = 'complexitynet';

/** A value that is kept under a key. */
export interface Entry {
  value: unknown;
  /** Milliseconds since 1970. */
  storedAt: number;
}

/** What the newest version of the database holds. */
export interface Schema extends DBSchema {
  /** Task texts, reports, whatever can be had again; the key is made of the hash of what decides the value. */
  cache: { key: string; value: Entry };
  /** What the visitor chose: connections, models, and the like. Never a key. */
  settings: { key: string; value: Entry };
  /** Keys of servers, sealed under a passphrase (vault.ts), by the server's base address. */
  secrets: { key: string; value: Entry };
}

type Migration = (
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
) => void;

/**
 * migrations[n] brings a database of version n to version n + 1.
 *
 * WARNING: a migration that was released is never changed, moved or removed: there are browsers that have run it,
 * and browsers that will yet. A change of the schema is a new migration at the end, together with the types above
 * and a test that starts from a database of the version before. Older tabs are told and let go (see store.ts).
 */
export const migrations: readonly Migration[] = [
  (database) => {
    database.createObjectStore('cache');
  },
  (database) => {
    database.createObjectStore('settings');
    database.createObjectStore('secrets');
  },
];

export const databaseVersion = migrations.length;
