import { describe, expect, it } from 'vitest';
import { Turns } from '../../../src/engines/turns';

const pause = () => new Promise((next) => setTimeout(next, 5));

describe('a turns', () => {
  it('runs one at a time, in order, whatever fails', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await pause();
      seen.push(`${name} ends`);
      if (name === 'a') throw new Error('a fails');
      return name;
    };
    const all = await Promise.allSettled([turns.run(work('a')), turns.run(work('b'))]);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('rejects at once when aborted, and lets the next begin only when the work has ended', async () => {
    const turns = new Turns();
    const stop = new AbortController();
    const seen: string[] = [];
    const first = turns.run(async () => {
      await pause();
      seen.push('first ends');
    }, stop.signal);
    const second = turns.run(async () => seen.push('second begins'));
    await Promise.resolve();
    stop.abort();
    await expect(first).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(seen).toEqual([]);
    await second;
    expect(seen).toEqual(['first ends', 'second begins']);
  });

  it('rejects only once the work has tidied up, where it is told to', async () => {
    const turns = new Turns();
    const stop = new AbortController();
    const seen: string[] = [];
    const work = async () => {
      await pause();
      seen.push('tidied up');
      stop.signal.throwIfAborted();
    };
    const first = turns.run(work, stop.signal, { untilClean: true });
    await Promise.resolve();
    await Promise.resolve();
    stop.abort();
    await expect(first).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(seen).toEqual(['tidied up']);
  });

  it('never begins what was aborted while it waited', async () => {
    const turns = new Turns();
    const stop = new AbortController();
    void turns.run(pause);
    let began = false;
    const waiting = turns.run(async () => (began = true), stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow();
    await turns.run(pause);
    expect(began).toBe(false);
  });
});
