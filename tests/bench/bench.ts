/** What `tests/bench/<name>/bench.ts` exports: it is found by its place. */
export interface Bench {
  name: string;
  /** What can be measured by itself, where there are such parts. */
  parts?: readonly string[];
  /**
   * Measures, and gives what it measured: numbers under names that tell their units.
   *
   * @param parts those wanted; of a benchmark without parts none
   */
  run(parts: readonly string[]): Promise<object>;
}

/** Thrown by a benchmark that can't run here: it counts as skipped, and the message says why. */
export class CannotRun extends Error {
  override name = 'CannotRun';
}
