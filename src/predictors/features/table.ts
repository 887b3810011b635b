import type { FeatureTable } from '../../core/features';
import { type Columns, columnsOf, compareColumns, rowsOf, selectColumns } from './columns';
import { blockBuckets, blockOfBucket, hashedCounts } from './hashing';

/** A bucket in fewer texts than this tells nothing about another text. */
export const fewestTasks = 2;

/** Multiplicities are kept in 16 bits. */
const largestMultiplicity = 65535;

/** A number that equal columns share and different ones hardly ever do. */
function contentHash({ starts, rows, counts }: Columns, column: number): number {
  let hash = 0x811c9dc5;
  for (let k = starts[column]; k < starts[column + 1]; k++) {
    hash = Math.imul(hash ^ (rows[k] * 256 + counts[k]), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** Gathers columns with the same contents: one column of each kind, with how many there are. */
function mergeEqual(all: Columns, columns: readonly number[]): Map<number, number> {
  const multiplicity = new Map<number, number>();
  const firstOfHash = new Map<number, number[]>();
  for (const column of columns) {
    const hash = contentHash(all, column);
    const candidates = firstOfHash.get(hash);
    const same = candidates?.find((other) => compareColumns(all, column, other) === 0);
    if (same !== undefined) multiplicity.set(same, multiplicity.get(same)! + 1);
    else {
      multiplicity.set(column, 1);
      if (candidates) candidates.push(column);
      else firstOfHash.set(hash, [column]);
    }
  }
  return multiplicity;
}

/**
 * The features of tasks in canonical form: columns ordered by block, then as `compareColumns` does, so that
 * which bucket a column came from can't be told from it.
 *
 * @param tasks `text` is what `textOf` gives
 */
export function featureTable(tasks: readonly { id: string; text: string }[]): FeatureTable {
  const all = columnsOf(
    tasks.map(({ text }) => hashedCounts(text)),
    2 * blockBuckets,
  );
  const shared: number[][] = [[], []];
  for (let b = 0; b < 2 * blockBuckets; b++) {
    if (all.starts[b + 1] - all.starts[b] >= fewestTasks) shared[blockOfBucket(b)].push(b);
  }
  const merged = shared.map((buckets) => mergeEqual(all, buckets));
  const order = merged.flatMap((kinds) => [...kinds.keys()].sort((a, b) => compareColumns(all, a, b)));
  return {
    tasks: tasks.map(({ id }) => id),
    rows: rowsOf(selectColumns(all, order), tasks.length),
    multiplicity: Uint16Array.from(order, (bucket) =>
      Math.min(merged[blockOfBucket(bucket)].get(bucket)!, largestMultiplicity),
    ),
    block: Uint8Array.from(order, blockOfBucket),
  };
}
