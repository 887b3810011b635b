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

it('takes what is found kept on the way for no sign of the pace', () => {
  let milliseconds = 0;
  const time = timed(() => milliseconds);
  time({ done: 0, total: 50 });
  milliseconds = 1_000;
  time({ done: 1, total: 50 });
  milliseconds = 1_001;
  expect(time({ done: 26, total: 50 })).toEqual({ done: 26, total: 50 });
  milliseconds = 3_001;
  expect(time({ done: 27, total: 50 }).secondsLeft).toBe(46);
});

it('follows a pace that changes', () => {
  let milliseconds = 0;
  const time = timed(() => milliseconds);
  for (let done = 0; done < 20; done++) time({ done, total: 60 });
  for (let done = 20; done < 36; done++) {
    milliseconds += 1_000;
    time({ done, total: 60 });
  }
  milliseconds += 1_000;
  expect(time({ done: 36, total: 60 }).secondsLeft).toBe(24);
});
