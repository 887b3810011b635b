import type { Board } from './board';

const windowSeconds = 60;

/** Counts what comes in, over the last minute, by a clock that goes on evenly. */
export class Rate {
  readonly #times: number[] = [];
  #began: number | undefined;

  /** @param now milliseconds */
  begin(now: number): void {
    this.#began = now;
    this.#times.length = 0;
  }

  add(now: number): void {
    this.#began ??= now;
    this.#times.push(now);
  }

  /** A second, over the last minute or since the beginning; 0 where nothing came. */
  at(now: number): number {
    const from = now - windowSeconds * 1000;
    let old = 0;
    while (old < this.#times.length && this.#times[old] < from) old++;
    this.#times.splice(0, old);
    if (this.#began === undefined || this.#times.length === 0) return 0;
    return this.#times.length / Math.max(0.001, (now - Math.max(from, this.#began)) / 1000);
  }
}

/**
 * How many trials of each model are wanted in all. Where all are asked it is exact; for tasks that are asked until
 * their label is decided, those that are still open are expected to take as many as the decided ones took.
 */
export function wantedTrials(board: Board): number[] {
  const { taskIds, models, trials } = board.definition;
  const lazy = taskIds.filter((task) => !board.audited.has(task));
  const decided = lazy.filter((task) => board.level(task) !== undefined);
  const open = lazy.length - decided.length;
  return models.map((_, k) => {
    const had = (tasks: readonly string[]) =>
      tasks.reduce((sum, task) => sum + board.cells(task, k).filter((cell) => cell !== 'missing').length, 0);
    const ofDecided = had(decided);
    const each = decided.length > 0 ? ofDecided / decided.length : board.labelTrials;
    return Math.round(board.audited.size * trials + ofDecided + open * each);
  });
}

/** Seconds until a model is through; null while nothing is known of its pace. */
export function secondsLeft(missing: number, rate: number): number | null {
  if (missing <= 0) return 0;
  return rate > 0 ? missing / rate : null;
}
