import type { ExperimentTable, Schema } from './schema';

export type Value<T extends ExperimentTable> = Schema[T]['value'];
export type Key<T extends ExperimentTable> = Schema[T]['key'];

/** The first parts of a key: what is under it are all records whose keys begin so. */
export type Prefix = readonly string[];

/** Reads and writes that hold together. Reads see what was written before in the same transaction. */
export interface Transaction {
  get<T extends ExperimentTable>(table: T, key: Key<T>): Promise<Value<T> | undefined>;
  /** All values under a prefix (the empty one: all), in the order of their keys. */
  under<T extends ExperimentTable>(table: T, prefix: Prefix): Promise<Value<T>[]>;
  put<T extends ExperimentTable>(table: T, key: Key<T>, value: Value<T>): void;
  delete<T extends ExperimentTable>(table: T, key: Key<T>): void;
  deleteUnder(table: ExperimentTable, prefix: Prefix): void;
}

export interface TransactionOptions {
  /** Must it be on the disk before it counts as done? It takes longer. */
  strict?: boolean;
}

/** Where experiments are kept: in a database, or in memory. */
export interface Tables {
  read<Result>(
    tables: ExperimentTable[],
    work: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result>;

  /**
   * Does all of the work or, where it throws or there is no room, none of it. The work awaits nothing but this
   * transaction's own reads.
   *
   * @throws StoreError; whatever the work itself throws
   */
  write<Result>(
    tables: ExperimentTable[],
    work: (transaction: Transaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
}
