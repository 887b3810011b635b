import { type IDBPDatabase, unwrap } from 'idb';
import type { ExperimentTable, Schema } from './schema';
import { StoreError } from './store-error';
import type { Prefix, Tables, Transaction } from './tables';

/** All keys that begin so: an array sorts after everything else that a key may hold. */
const rangeUnder = (prefix: Prefix) => IDBKeyRange.bound([...prefix], [...prefix, []]);

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });
}

/** Over raw requests, without a promise for every write: by the ten thousand, those cost. */
function over(raw: IDBTransaction): Transaction {
  return {
    get: (table, key) => resultOf(raw.objectStore(table).get(key)),
    under: (table, prefix) => resultOf(raw.objectStore(table).getAll(rangeUnder(prefix))),
    // A write that fails aborts the transaction, and is told by that.
    put: (table, key, value) => void raw.objectStore(table).put(value, key),
    delete: (table, key) => void raw.objectStore(table).delete(key),
    deleteUnder: (table, prefix) => void raw.objectStore(table).delete(rangeUnder(prefix)),
  };
}

function asStoreError(cause: unknown): unknown {
  if (!(cause instanceof DOMException) || cause.name === 'DataCloneError') return cause;
  const code = cause.name === 'QuotaExceededError' ? 'quota' : 'failed';
  return new StoreError(code, { cause }, 'experiment');
}

/** Experiments in the browser's database. */
export function databaseTables(database: IDBPDatabase<Schema>): Tables {
  const run = async <Result>(
    tables: ExperimentTable[],
    mode: IDBTransactionMode,
    work: (transaction: Transaction) => Promise<Result>,
    strict = false,
  ): Promise<Result> => {
    try {
      const durability = strict ? 'strict' : 'relaxed';
      const raw = (unwrap(database) as unknown as IDBDatabase).transaction(tables, mode, { durability });
      const end = finished(raw);
      try {
        const result = await work(over(raw));
        await end;
        return result;
      } catch (error) {
        // What aborted it says more than that it was aborted; a cause of our own aborts it now.
        const aborted = raw.error;
        if (!aborted) abort(raw);
        await end.catch(() => {});
        throw raw.error ?? aborted ?? error;
      }
    } catch (cause) {
      throw asStoreError(cause);
    }
  };
  return {
    read: (tables, work) => run(tables, 'readonly', work),
    write: (tables, work, options) => run(tables, 'readwrite', work, options?.strict),
  };
}

function abort(raw: IDBTransaction): void {
  try {
    raw.abort();
  } catch (error) {
    // It may have ended by itself.
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
  }
}
