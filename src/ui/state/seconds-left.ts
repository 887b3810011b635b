import type { Progress } from '../../core/interfaces';

/** How far work is, and how long the rest will take at the pace so far; absent until a piece of it has been timed. */
export interface TimedProgress extends Progress {
  secondsLeft?: number;
}

/** The pace is that of so many last reports: work may become slower or faster, and come in rounds of long and short. */
const reportsTimed = 16;

/**
 * Adds to the progress of one piece of work how long the rest of it will take. What was done before the first report,
 * or all at once, such as what was found kept, took no time and says nothing of the pace.
 *
 * @param now in milliseconds
 */
export function timed(now: () => number = () => performance.now()): (progress: Progress) => TimedProgress {
  let reports: { done: number; at: number }[] = [];
  return ({ done, total }) => {
    const step = done - (reports.at(-1)?.done ?? done);
    if (step > 1 && step > total / 10 && done < total) reports = [];
    reports = [...reports.slice(-reportsTimed), { done, at: now() }];
    const [{ done: before, at }] = reports;
    if (done === before) return { done, total };
    return { done, total, secondsLeft: ((now() - at) / 1000 / (done - before)) * (total - done) };
  };
}
