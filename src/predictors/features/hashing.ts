import type { FeatureTable, FeatureVector } from '../../core/features';
import { codePointsOf, hashCharacterGrams, hashWordGrams, mostGrams } from './ngrams';

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
  const codes = codePointsOf(text.toLowerCase());
  const found = new Uint32Array(mostGrams(codes.length));
  const words = hashWordGrams(codes, found);
  const all = words + hashCharacterGrams(codes, found.subarray(words));
  const mask = blockBuckets - 1;
  for (let i = 0; i < all; i++) found[i] = (found[i] & mask) + (i < words ? 0 : blockBuckets);
  return counted(found.subarray(0, all).sort());
}

/** The different numbers of a sorted list, and how often each is in it. */
function counted(sorted: Uint32Array): FeatureVector {
  let different = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) different++;
  const columns = new Uint32Array(different);
  const counts = new Uint8Array(different);
  for (let i = 0, at = -1; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) columns[++at] = sorted[i];
    if (counts[at] < largestCount) counts[at]++;
  }
  return { columns, counts };
}
