import { type RecordedTask, successCounts } from '../../core/experiment';

/** Counts the tasks of each outcome once, so that asking for one again and again costs nothing. */
export function tasksByCounts(tasks: readonly RecordedTask[]): (successes: readonly number[]) => number {
  const counted = new Map<string, number>();
  for (const task of tasks) {
    const key = successCounts(task).join();
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return (successes) => counted.get(successes.join()) ?? 0;
}
