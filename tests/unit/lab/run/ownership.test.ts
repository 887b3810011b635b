import { expect, it } from 'vitest';
import type { Locks } from '../../../../src/lab/run/ownership';
import { Ownership } from '../../../../src/lab/run/ownership';
import { openRun } from '../../../../src/lab/run/runner';
import { carriedOut, liveDefinition, openExperiments, services } from '../../../support/live-runs';

/** Exclusive locks as browsers grant them. */
function lockManager(): Locks {
  const queues = new Map<string, Promise<unknown>>();
  const held = new Set<string>();
  return {
    async request(name, { ifAvailable, signal }, work) {
      if (ifAvailable && held.has(name)) return work(null);
      const turn = (queues.get(name) ?? Promise.resolve()).then(async () => {
        signal?.throwIfAborted();
        held.add(name);
        try {
          await work({ name });
        } finally {
          held.delete(name);
        }
      });
      queues.set(
        name,
        turn.catch(() => {}),
      );
      return turn;
    },
  };
}

it('belongs to one tab, and to the second when the first lets go', async () => {
  const locks = lockManager();
  let told = 0;
  const first = new Ownership(locks, 'live', () => {});
  const second = new Ownership(locks, 'live', () => told++);
  expect(await first.take()).toBe(true);
  expect(await second.take()).toBe(false);
  expect(told).toBe(0);
  first.release();
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toBe(1);
  expect(second.isOwner).toBe(true);
});

it('lets a second tab follow, and take over when the first is gone', async () => {
  const locks = lockManager();
  const experiments = await openExperiments(liveDefinition(3));
  const first = await openRun('live', services(experiments, { locks }));
  const second = await openRun('live', services(experiments, { locks }));
  expect(second.state.phase).toStrictEqual({ kind: 'following' });
  await second.start();
  expect(second.state.phase).toStrictEqual({ kind: 'following', refused: true });
  expect(await experiments.summaries('live')).toStrictEqual([]);
  expect((await carriedOut(first)).phase.kind).toBe('done');
  await expect.poll(() => second.state.models[0].judged).toBe(15);
  await first.stop();
  await expect.poll(() => second.state.phase.kind).toBe('idle');
  expect((await carriedOut(second)).phase.kind).toBe('done');
});

it('shows the last answers of a tab that was gone at once, before it takes over', async () => {
  const locks = lockManager();
  const experiments = await openExperiments(liveDefinition(3));
  const first = await openRun('live', services(experiments, { locks }));
  const second = await openRun('live', services(experiments, { locks }));
  await carriedOut(first);
  await first.stop();
  await expect.poll(() => second.state.phase.kind).toBe('idle');
  await expect.poll(() => second.state.models[0].judged).toBe(15);
});
