/**
 * What a predictor may see of a task: counts of hashed n-grams over its prompt and its visible tests, as a
 * sparse vector. Columns ascend; counts are at least 1.
 */
export interface FeatureVector {
  columns: Uint32Array;
  counts: Uint8Array;
}

/**
 * The features of a set of tasks in canonical form. Hash buckets found in fewer than two tasks are dropped;
 * buckets with the same counts in every task are one column of that multiplicity; columns are ordered by their
 * contents, so that no bucket order is kept and no text can be looked up from it.
 */
export interface FeatureTable {
  /** Task ids, one per row. */
  tasks: string[];
  rows: FeatureVector[];
  /** How many buckets each column stands for. */
  multiplicity: Uint16Array;
  /** Which block each column belongs to: 0 word n-grams, 1 character n-grams. Blocks are normalised apart. */
  block: Uint8Array;
}
