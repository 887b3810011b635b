import { sha256Hex } from '../../../core/digest';
import { guessedMapping, type Mapping, mapped, readMapping } from '../../../datasets/own/mapping';
import { columnsOf, type Row, rowsOf } from '../../../datasets/own/rows';
import { store } from '../../state/store.svelte';

const mostBytes = 64e6;

/** How a mapping is found again for a file with the same columns. */
const keyOf = (columns: readonly string[]) => `mapping/${sha256Hex(JSON.stringify(columns)).slice(0, 16)}`;

/** A file of the visitor's, its rows, and which column is what of a task. */
export class OwnFile {
  readonly columns: string[];
  mapping = $state<Mapping>() as Mapping;

  constructor(
    readonly name: string,
    readonly rows: readonly Row[],
    mapping: Mapping | undefined,
  ) {
    this.columns = columnsOf(rows);
    this.mapping = mapping ?? guessedMapping(this.columns, rows);
  }

  readonly #mapped = $derived.by(() => mapped(this.rows, $state.snapshot(this.mapping)));

  get tasks() {
    return this.#mapped.tasks;
  }

  get problems() {
    return this.#mapped.problems;
  }

  /** Keeps the mapping for the next file with these columns. */
  async remember(): Promise<void> {
    await (await store).settings.put(keyOf(this.columns), $state.snapshot(this.mapping));
  }
}

/**
 * Reads a file, with the mapping that was used the last time for such columns.
 *
 * @throws OwnDataError, or Error for the visitor
 */
export async function openOwnFile(file: File): Promise<OwnFile> {
  if (file.size > mostBytes) throw new Error('The file has more than 64 MB.');
  const rows = await rowsOf(new Uint8Array(await file.arrayBuffer()));
  const columns = columnsOf(rows);
  const kept = readMapping(await (await store).settings.get(keyOf(columns)));
  const named = kept && [
    kept.prompt,
    kept.tests,
    kept.id,
    kept.setup,
    kept.entryPoint,
    ...(kept.choices ?? []),
  ];
  const fits = named?.every((name) => name === undefined || columns.includes(name));
  return new OwnFile(file.name, rows, fits ? kept : undefined);
}
