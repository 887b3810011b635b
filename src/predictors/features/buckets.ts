import type { FeatureTable, FeatureVector } from '../../core/features';
import { inColumns } from './columns';
import { blockBuckets, blockOfBucket, hashedCounts } from './hashing';
import { fewestTasks } from './table';

/** A table of features whose columns are hash buckets, so that other texts have them too. */
export interface BucketTable extends Omit<FeatureTable, 'tasks'> {
  /** Which bucket each column is, ascending. */
  buckets: Uint32Array;
}

/** The n-grams of texts, by bucket; those found in fewer than two texts are dropped, as in `featureTable`. */
export function bucketTable(texts: readonly string[]): BucketTable {
  const hashed: FeatureVector[] = texts.map(hashedCounts);
  const found = new Uint32Array(2 * blockBuckets);
  for (const { columns } of hashed) for (const bucket of columns) found[bucket]++;
  const positions = new Int32Array(2 * blockBuckets).fill(-1);
  const buckets: number[] = [];
  found.forEach((texts, bucket) => {
    if (texts >= fewestTasks) positions[bucket] = buckets.push(bucket) - 1;
  });
  return {
    buckets: Uint32Array.from(buckets),
    rows: hashed.map((row) => inColumns(row, positions)),
    block: Uint8Array.from(buckets, blockOfBucket),
    multiplicity: new Uint16Array(buckets.length).fill(1),
  };
}
