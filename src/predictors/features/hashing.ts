import type { FeatureTable, FeatureVector } from '../../core/features';
import { visitCharacterGrams, visitWordGrams } from './ngrams';

/** Buckets per block. Block 0, words, has the buckets from 0; block 1, characters, those from here on. */
export const blockBuckets = 2 ** 18;

/** Which block a raw bucket belongs to: 0 word n-grams, 1 character n-grams. */
export function blockOfBucket(bucket: number): number {
  return bucket < blockBuckets ? 0 : 1;
}

/** What a predictor must know of raw buckets as columns, to be trained on `hashedCounts` themselves. */
export function bucketColumns(): Pick<FeatureTable, 'multiplicity' | 'block'> {
  return {
    multiplicity: new Uint16Array(2 * blockBuckets).fill(1),
    block: new Uint8Array(2 * blockBuckets).fill(1, blockBuckets),
  };
}

/** Counts are kept in a byte. */
export const largestCount = 255;

/**
 * The n-grams of a text, counted in raw hash buckets: columns 0 .. 2 * blockBuckets - 1, of which the first
 * half are word n-grams. Counts beyond 255 are 255.
 */
export function hashedCounts(text: string): FeatureVector {
  const lower = text.toLowerCase();
  const found: number[] = [];
  const mask = blockBuckets - 1;
  visitWordGrams(lower, (hash) => found.push(hash & mask));
  visitCharacterGrams(lower, (hash) => found.push(blockBuckets + (hash & mask)));
  const sorted = Uint32Array.from(found).sort();
  const columns = new Uint32Array(sorted.length);
  const counts = new Uint8Array(sorted.length);
  let length = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) columns[length++] = sorted[i];
    if (counts[length - 1] < largestCount) counts[length - 1]++;
  }
  return { columns: columns.slice(0, length), counts: counts.slice(0, length) };
}
