/** A test taken apart (python/plan.py). */
export type Plan =
  /**
   * `calls` are evaluated beside the code; `shape` over their values; `left` is what a failing comparison got, or
   * ''. `clean`: the shape needs nothing of the code.
   */
  | { kind: 'split'; calls: string[]; shape: string; left: string; clean: boolean }
  | { kind: 'whole' }
  | { kind: 'broken'; error: string };
