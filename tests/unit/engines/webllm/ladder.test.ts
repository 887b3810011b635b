import { expect, test } from 'vitest';
import type { Device } from '../../../../src/engines/device/device';
import { chooseRecord } from '../../../../src/engines/webllm/ladder';
import { adapter, device } from '../../../support/device';

const hosted = { hosted: true } as const;
const withAdapter = (changes: Parameters<typeof adapter>[0]): Device =>
  device({ webgpu: { status: 'ready', adapter: adapter(changes) } });

/** The steps as "<name>: <reason>", and the one taken. */
function climb(on: Device, hosting: Parameters<typeof chooseRecord>[1] = hosted) {
  const { chosen, steps } = chooseRecord(on, hosting);
  expect(steps.filter(({ taken }) => taken).map(({ model }) => model)).toEqual(chosen ? [chosen] : []);
  return {
    chosen: chosen?.name,
    skipped: steps.filter(({ taken }) => !taken).map(({ model, reason }) => `${model.name}: ${reason}`),
  };
}

test('Code Llama 7B where all is well', () => {
  expect(climb(device())).toEqual({ chosen: 'Code Llama 7B', skipped: [] });
});

test('where Code Llama isn’t hosted, the next smaller, never another library', () => {
  const result = climb(device(), { hosted: false, reason: 'Its library is missing.' });
  expect(result).toEqual({
    chosen: 'Qwen2.5-Coder 1.5B',
    skipped: ['Code Llama 7B: Its library is missing.'],
  });
});

test('without 16-bit floats, the variant with 32-bit ones', () => {
  const { chosen, skipped } = climb(withAdapter({ hasF16: false }));
  expect(chosen).toBe('Qwen2.5-Coder 1.5B (32-bit floats)');
  expect(skipped).toHaveLength(2);
  for (const step of skipped) expect(step).toContain('shader-f16');
});

test('with little memory, the smallest', () => {
  const { chosen, skipped } = climb(device({ memory: 2 }));
  // 1,629.75 MB and a fifth are less than 2,048 MB.
  expect(chosen).toBe('Qwen2.5-Coder 1.5B');
  expect(skipped[0]).toContain('this device has about 2 GB in all');
  expect(climb(device({ memory: 1.25 })).chosen).toBe('Qwen2.5-Coder 0.5B');
});

test('with little disk, the one that fits', () => {
  const { chosen, skipped } = climb(device({ storage: { quota: 1e9, usage: 0.5e9, isPersisted: false } }));
  expect(chosen).toBe('Qwen2.5-Coder 0.5B');
  expect(skipped[0]).toBe(
    'Code Llama 7B: It takes 3.8 GB of disk, and the browser leaves 500 MB to this page.',
  );
});

test.each<[string, Device, string]>([
  ['without WebGPU', device({ webgpu: { status: 'no-api' } }), 'no WebGPU'],
  ['on an insecure page', device({ webgpu: { status: 'no-api' }, isSecure: false }), 'https'],
  ['without a GPU', device({ webgpu: { status: 'no-adapter' } }), 'offers no GPU'],
  ['with software for a GPU', withAdapter({ isFallback: true }), 'software'],
  [
    'with too small limits',
    withAdapter({ limits: { ...adapter().limits, maxStorageBuffersPerShaderStage: 8 } }),
    'The GPU allows 8 as maxStorageBuffersPerShaderStage, and WebLLM needs 10.',
  ],
])('%s, none, and each says why', (_, on, reason) => {
  const { chosen, skipped } = climb(on);
  expect(chosen).toBeUndefined();
  expect(skipped).toHaveLength(5);
  for (const step of skipped) expect(step).toContain(reason);
});
