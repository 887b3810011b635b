import type { Progress } from '../../core/interfaces';

/** How far work is, and how long the rest will take at the pace so far; absent until a piece of it has been timed. */
export interface TimedProgress extends Progress {
  secondsLeft?: number;
}

/**
 * Adds to the progress of one piece of work how long the rest of it will take. What was done before the first report,
 * such as what was found kept, took no time and says nothing of the pace.
 *
 * @param now in milliseconds
 */
export function timed(now: () => number = () => performance.now()): (progress: Progress) => TimedProgress {
  let first: { done: number; at: number } | undefined;
  return ({ done, total }) => {
    first ??= { done, at: now() };
    const timedUnits = done - first.done;
    if (timedUnits <= 0) return { done, total };
    return { done, total, secondsLeft: ((now() - first.at) / 1000 / timedUnits) * (total - done) };
  };
}
