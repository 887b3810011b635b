import type { Pacing } from './contract';

/** How a run goes where it isn't told otherwise. */
export const usualPacing: Pacing = {
  remoteCalls: 64,
  firstCalls: 8,
  judging: 16,
  retries: 5,
  firstPause: 1,
  longestPause: 60,
  failuresInRow: 8,
};
