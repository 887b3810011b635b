import type { ExperimentTable } from './schema';
import type { Tables, Transaction } from './tables';

type Part = string | number;
interface Row {
  key: readonly Part[];
  value: unknown;
}
type Rows = Map<string, Row>;

/** The order of IndexedDB's keys: numbers before strings, strings by code units, the shorter array first. */
function compare(a: readonly Part[], b: readonly Part[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] === b[i]) continue;
    if (typeof a[i] !== typeof b[i]) return typeof a[i] === 'number' ? -1 : 1;
    return a[i] < b[i] ? -1 : 1;
  }
  return a.length - b.length;
}

/** Experiments for as long as the page is open. Values are cloned, as they are on their way to a database and back. */
export class MemoryTables implements Tables {
  readonly #tables = new Map<ExperimentTable, Rows>();
  /** Transactions follow each other. */
  #last: Promise<unknown> = Promise.resolve();

  read<Result>(_: ExperimentTable[], work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.write(_, work);
  }

  write<Result>(_: ExperimentTable[], work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#run(work));
    this.#last = result.catch(() => {});
    return result;
  }

  clear(): void {
    this.#tables.clear();
  }

  async #run<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const undo: (() => void)[] = [];
    try {
      return await work(this.#transaction(undo));
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    }
  }

  #rows(table: ExperimentTable): Rows {
    const rows = this.#tables.get(table) ?? new Map<string, Row>();
    this.#tables.set(table, rows);
    return rows;
  }

  #transaction(undo: (() => void)[]): Transaction {
    const set = (rows: Rows, id: string, row: Row | undefined) => {
      const before = rows.get(id);
      undo.push(() => (before ? rows.set(id, before) : rows.delete(id)));
      if (row) rows.set(id, row);
      else rows.delete(id);
    };
    const under = (table: ExperimentTable, prefix: readonly string[]) =>
      [...this.#rows(table).values()].filter(({ key }) => prefix.every((part, i) => key[i] === part));
    const idOf = (key: readonly Part[]) => JSON.stringify(key);
    return {
      get: async (table, key) => structuredClone(this.#rows(table).get(idOf(key))?.value) as never,
      under: async (table, prefix) =>
        under(table, prefix)
          .sort((a, b) => compare(a.key, b.key))
          .map(({ value }) => structuredClone(value) as never),
      put: (table, key, value) =>
        set(this.#rows(table), idOf(key), { key: [...key], value: structuredClone(value) }),
      delete: (table, key) => set(this.#rows(table), idOf(key), undefined),
      deleteUnder: (table, prefix) => {
        for (const { key } of under(table, prefix)) set(this.#rows(table), idOf(key), undefined);
      },
    };
  }
}
