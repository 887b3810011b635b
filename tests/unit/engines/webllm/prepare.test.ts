import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PrepareProgress } from '../../../../src/core/engine';
import { webllmEngine } from '../../../../src/engines/webllm/engine';
import { codeLlamaId } from '../../../../src/engines/webllm/records';
import { adapter, device } from '../../../support/device';
import { request, ScriptedEngine } from '../../../support/webllm-engine';

let scripted: ScriptedEngine;
beforeEach(async () => (scripted = await ScriptedEngine.start()));
afterEach(() => scripted.server.close());

const engineWith: ScriptedEngine['engine'] = (...args) => scripted.engine(...args);

test('from download through reading and compiling to a first prompt; then nothing more', async () => {
  const engine = engineWith();
  const told: PrepareProgress[] = [];
  await engine.prepare({ onProgress: (progress) => told.push(progress) });
  const phases = told.map(({ phase }) => phase);
  expect([...new Set(phases)]).toEqual(['downloading', 'starting', 'reading']);
  expect(told.filter(({ phase }) => phase === 'reading').at(-1)).toMatchObject({
    done: expect.any(Number),
  });
  const reading = told.filter((progress) => progress.phase === 'reading');
  expect(reading.map(({ done, total }) => done / total)).toEqual([0, 0.5, 1]);
  expect(reading[0].total).toBeGreaterThan(120_000);
  expect(told.at(-1)).toEqual({ phase: 'starting', detail: 'trying a first prompt' });
  expect(scripted.workers[0].asked).toMatchObject([{ temperature: 0 }]);
  await engine.prepare();
  expect(scripted.workers).toHaveLength(1);
});

test.each<[string, string, string | RegExp]>([
  ['DeviceLostError: The WebGPU device was lost while loading the model.', 'device-lost', /GPU was lost/],
  ['RangeError: Array buffer allocation failed', 'out-of-memory', /enough memory/],
  ['QuotaExceededError: Quota exceeded.', 'quota', /no more disk/],
  ['ShaderF16SupportError: This model requires WebGPU extension shader-f16', 'missing-feature', /shader-f16/],
  ['Error: Cannot find function prefill', 'load-failed', /Cannot find function prefill/],
])('%s', async (reloadFails, code, message) => {
  const engine = engineWith([{ reloadFails }, {}]);
  await expect(engine.prepare()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(scripted.workers[0].isTerminated).toBe(true);
  // Whatever it was, the next try is a new one.
  await engine.prepare();
  expect(scripted.workers).toHaveLength(2);
});

test('gibberish of a fresh model is no answer', async () => {
  const engine = engineWith([{ tokens: () => Array.from('!!!!!!!!!!!!!!!!') }]);
  await expect(engine.generate(request())).rejects.toMatchObject({
    code: 'garbled',
    message: expect.stringContaining('“!!!!!!!!!!!!!!!!”'),
  });
  expect(scripted.workers[0].isTerminated).toBe(true);
});

test('stopped while loading, it ends the worker, and the next try succeeds without a download', async () => {
  const engine = engineWith([{ reloadHangs: true }, {}]);
  const controller = new AbortController();
  const onProgress = ({ phase }: PrepareProgress) => {
    if (phase === 'reading') controller.abort();
  };
  const preparing = engine.prepare({ signal: controller.signal, onProgress });
  await expect(preparing).rejects.toMatchObject({ name: 'AbortError' });
  expect(scripted.workers[0].heard).toContain('unload');
  expect(scripted.workers[0].isTerminated).toBe(true);
  const asked = scripted.server.asked.length;
  expect(await engine.generate(request())).toMatchObject([{ text: 'def add(a, b):\n    return a + b' }]);
  expect(scripted.server.asked).toHaveLength(asked);
});

test('stopped while downloading, no worker is ever started', async () => {
  const engine = engineWith();
  const controller = new AbortController();
  const onProgress = (progress: PrepareProgress) => {
    if (progress.phase === 'downloading' && progress.done > 30_000) controller.abort();
  };
  const preparing = engine.prepare({ signal: controller.signal, onProgress });
  await expect(preparing).rejects.toMatchObject({ name: 'AbortError' });
  expect(scripted.workers).toEqual([]);
});

test.each([
  ['no-webgpu', device({ webgpu: { status: 'no-adapter' } }), 'offers no GPU'],
  [
    'missing-feature',
    device({ webgpu: { status: 'ready', adapter: adapter({ hasF16: false }) } }),
    'shader-f16',
  ],
])('%s is told before anything is fetched', async (code, on, message) => {
  const engine = engineWith([{}], { checkDevice: async () => on });
  expect(await engine.capability()).toMatchObject({
    able: false,
    reason: expect.stringContaining(message),
  });
  await expect(engine.prepare()).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  expect(scripted.server.asked).toEqual([]);
  expect(scripted.workers).toEqual([]);
});

test('it says whether it can run here, and what speaks against it', async () => {
  expect(await engineWith().capability()).toEqual({ able: true, notes: [] });
  const small = engineWith([{}], { checkDevice: async () => device({ memory: 4 }) });
  expect(await small.capability()).toEqual({ able: true, notes: [expect.stringContaining('about 4 GB')] });
  const nowhere = webllmEngine({ kind: 'webllm', model: codeLlamaId }, { checkDevice: async () => device() });
  expect(await nowhere.capability()).toMatchObject({
    able: false,
    remedy: expect.stringContaining('llm.mlc.ai/docs'),
  });
});
