import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/core/engine-error';
import { RequestQueue } from '../../../../src/engines/openai/queue';

/** Time that passes only when everybody waits for it. */
class Clock {
  #now = 0;
  readonly #sleepers: { at: number; wake: () => void }[] = [];

  now = () => this.#now;

  sleep = (milliseconds: number) =>
    new Promise<void>((wake) => this.#sleepers.push({ at: this.#now + milliseconds, wake }));

  /** Lets time pass until nobody sleeps any more, or until a time. */
  async run(until = Infinity): Promise<void> {
    for (;;) {
      for (let i = 0; i < 20; i++) await Promise.resolve();
      this.#sleepers.sort((a, b) => a.at - b.at);
      if (!this.#sleepers.length || this.#sleepers[0].at > until) return;
      const { at, wake } = this.#sleepers.shift()!;
      this.#now = at;
      wake();
    }
  }
}

function queueOn(clock: Clock) {
  return new RequestQueue({ now: clock.now, sleep: clock.sleep, random: () => 0.5 });
}

const limited = (retryAfter?: number) => new EngineError('rate-limit', 'too many', { retryAfter });

describe('a queue of requests', () => {
  it('begins with four together, and lets more out as they go well', async () => {
    const clock = new Clock();
    const queue = queueOn(clock);
    let most = 0;
    const done = Array.from({ length: 60 }, () =>
      queue.run(async () => {
        most = Math.max(most, queue.state.running);
        await clock.sleep(100);
      }),
    );
    expect(queue.state).toMatchObject({ limit: 4, running: 4, waiting: 56 });
    await clock.run();
    await Promise.all(done);
    expect(most).toBeGreaterThan(6);
    expect(queue.state).toMatchObject({ running: 0, waiting: 0 });
  });

  it('halves once for all that met the same limit, waits as told, and loses nothing', async () => {
    const clock = new Clock();
    const queue = queueOn(clock);
    const starts: number[] = [];
    let refusals = 4;
    const done = Array.from({ length: 6 }, (_, i) =>
      queue.run(async () => {
        starts.push(clock.now());
        await clock.sleep(10);
        if (refusals-- > 0) throw limited(2);
        return i;
      }),
    );
    await clock.run(500);
    expect(queue.state).toMatchObject({ limit: 2, running: 0, waiting: 6 });
    expect(queue.state.pausedSeconds).toBeGreaterThan(1.5);
    await clock.run();
    expect(await Promise.all(done)).toStrictEqual([0, 1, 2, 3, 4, 5]);
    expect(starts).toHaveLength(10);
    expect(starts.filter((at) => at > 0).every((at) => at >= 2010)).toBe(true);
  });

  it('backs off by itself, longer each time, where the server names no time', async () => {
    const clock = new Clock();
    const queue = queueOn(clock);
    const starts: number[] = [];
    const done = queue.run(async () => {
      starts.push(clock.now());
      if (starts.length < 5) throw limited();
    });
    await clock.run();
    await done;
    const pauses = starts.slice(1).map((at, i) => at - starts[i]);
    expect(pauses).toStrictEqual([375, 750, 1500, 3000]);
  });

  it('tries again after failures of the server, five times, and never after others', async () => {
    const clock = new Clock();
    const queue = queueOn(clock);
    let tries = 0;
    const failing = queue.run(async () => {
      tries++;
      throw new EngineError('server', 'down');
    });
    failing.catch(() => {});
    await clock.run();
    await expect(failing).rejects.toMatchObject({ code: 'server' });
    expect(tries).toBe(6);
    for (const code of [
      'wrong-key',
      'no-credit',
      'no-model',
      'bad-request',
      'cut-off',
      'no-answer',
      'unreachable',
    ] as const) {
      tries = 0;
      const once = queue.run(async () => {
        tries++;
        throw new EngineError(code, code);
      });
      await expect(once).rejects.toMatchObject({ code });
      expect(tries).toBe(1);
    }
  });

  it('gives up where the server names a wait of hours, and says so', async () => {
    const queue = queueOn(new Clock());
    const work = () => Promise.reject(limited(7200));
    await expect(queue.run(work)).rejects.toMatchObject({ code: 'rate-limit', retryAfter: 7200 });
  });

  it('fails all that wait where the key is wrong or the credit is used up, and works again afterwards', async () => {
    const clock = new Clock();
    const queue = queueOn(clock);
    let asked = 0;
    const done = Array.from({ length: 20 }, () =>
      queue.run(async () => {
        asked++;
        await clock.sleep(10);
        throw new EngineError('no-credit', 'empty');
      }),
    );
    const settled = Promise.allSettled(done);
    await clock.run();
    expect((await settled).every((result) => result.status === 'rejected')).toBe(true);
    expect(asked).toBe(4);
    expect(await queue.run(async () => 'again')).toBe('again');
  });

  it('lets one leave that no longer wants to wait', async () => {
    const clock = new Clock();
    const queue = queueOn(clock);
    const controller = new AbortController();
    const others = Array.from({ length: 4 }, () => queue.run(() => clock.sleep(100)));
    let ran = false;
    const leaving = queue.run(async () => (ran = true), controller.signal);
    controller.abort();
    await expect(leaving).rejects.toMatchObject({ name: 'AbortError' });
    await clock.run();
    await Promise.all(others);
    expect(ran).toBe(false);
    expect(queue.state).toMatchObject({ running: 0, waiting: 0 });
  });
});
