/** What `tests/bench/<name>/bench.ts` exports: it is found by its place. */
export interface Bench {
  name: string;
  /** Measures, and gives what it measured: numbers under names that tell their units. */
  run(): Promise<object>;
}

/** Thrown by a benchmark that can't run here: it counts as skipped, and the message says why. */
export class CannotRun extends Error {
  override name = 'CannotRun';
}
