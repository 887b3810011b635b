import { expect, it } from 'vitest';
import { timed } from '../../../src/ui/state/seconds-left';

it('tells how long the rest takes at the pace so far', () => {
  let milliseconds = 0;
  const time = timed(() => milliseconds);
  expect(time({ done: 0, total: 4 })).toEqual({ done: 0, total: 4 });
  milliseconds = 3_000;
  expect(time({ done: 1, total: 4 })).toEqual({ done: 1, total: 4, secondsLeft: 9 });
  milliseconds = 4_000;
  expect(time({ done: 2, total: 4 }).secondsLeft).toBe(4);
  expect(time({ done: 4, total: 4 }).secondsLeft).toBe(0);
});

it('doesn’t take what was there already for fast work', () => {
  let milliseconds = 0;
  const time = timed(() => milliseconds);
  expect(time({ done: 25, total: 50 })).toEqual({ done: 25, total: 50 });
  milliseconds = 2_000;
  expect(time({ done: 26, total: 50 }).secondsLeft).toBe(48);
});
