import { expect, test } from 'vitest';
import type { PrepareProgress } from '../../../../src/core/engine';
import { progressReader } from '../../../../src/engines/webllm/progress';

test('WebLLM’s shares and sentences as bytes and seconds', () => {
  let now = 0;
  const told: PrepareProgress[] = [];
  const read = progressReader(
    1000,
    (progress) => told.push(progress),
    () => now,
  );
  const report = (progress: number, text: string) => read({ progress, text, timeElapsed: 0 });
  report(0, 'Start to fetch params');
  now = 2000;
  report(0.25, 'Loading model from cache[1/4]: 1MB loaded. 25% completed, 2 secs elapsed.');
  report(0.5, 'Loading GPU shader modules[1/2]: 50% completed, 2 secs elapsed.');
  report(1, 'Finish loading on WebGPU - apple');
  expect(told).toEqual([
    { phase: 'reading', done: 0, total: 1000, secondsLeft: null },
    { phase: 'reading', done: 250, total: 1000, secondsLeft: 6 },
    { phase: 'starting', detail: 'compiling the GPU’s programs, 50 %' },
    { phase: 'starting', detail: 'loaded' },
  ]);
});
