import { expect, test } from 'vitest';
import { describeDevice } from '../../../../src/engines/device/describe';
import type { Device } from '../../../../src/engines/device/device';
import { whatRuns } from '../../../../src/engines/device/what-runs';
import { adapter, device } from '../../../support/device';

const row = (on: Device, what: string) => describeDevice(on).find((row) => row.what.startsWith(what))!;
const withAdapter = (changes: Parameters<typeof adapter>[0]): Device =>
  device({ webgpu: { status: 'ready', adapter: adapter(changes) } });

test('a device with everything is good in every row', () => {
  const rows = describeDevice(device());
  expect(rows).toHaveLength(10);
  expect(rows.filter(({ verdict }) => verdict !== 'good')).toEqual([]);
  expect(row(device(), 'WebGPU').found).toBe('nvidia ampere');
  expect(whatRuns(device()).filter(({ able }) => !able)).toEqual([]);
});

test('no WebGPU is told with its alternatives', () => {
  for (const status of ['no-api', 'no-adapter'] as const) {
    const without = device({ webgpu: { status } });
    expect(describeDevice(without)).toHaveLength(5);
    expect(row(without, 'WebGPU')).toMatchObject({ verdict: 'missing' });
    expect(row(without, 'WebGPU').found).toContain('no WebGPU');
    expect(row(without, 'WebGPU').meaning).toContain('GGUF files, or on a server');
    expect(
      whatRuns(without)
        .filter(({ able }) => able)
        .map(({ engine }) => engine),
    ).toEqual(['wllama', 'server']);
  }
  expect(row(device({ webgpu: { status: 'no-api' }, isSecure: false }), 'WebGPU').meaning).toContain('https');
});

test('no 16-bit floats: the variants with 32-bit ones remain', () => {
  const without = withAdapter({ hasF16: false });
  expect(row(without, '16-bit floats')).toMatchObject({ found: 'no', verdict: 'limited' });
  expect(
    whatRuns(without)
      .filter(({ able, engine }) => able && engine === 'webllm')
      .map(({ what }) => what),
  ).toEqual([
    'Qwen2.5-Coder 1.5B (32-bit floats) on the GPU',
    'Qwen2.5-Coder 0.5B (32-bit floats) on the GPU',
  ]);
});

test.each([
  [2 ** 30, 'good', '1 GB'],
  [2 ** 28, 'limited', '256 MB'],
  [2 ** 28 - 1, 'missing', '256 MB'],
])('a largest buffer of %i bytes is %s', (maxBufferSize, verdict, found) => {
  const on = withAdapter({ limits: { ...adapter().limits, maxBufferSize } });
  expect(row(on, 'Largest buffer')).toMatchObject({ verdict, found });
});

test('disk, memory, threads, vectors', () => {
  const of = (changes: Partial<Device>, what: string) => row(device(changes), what);
  const disk = (free: number) => of({ storage: { quota: free + 5, usage: 5, isPersisted: false } }, 'Disk');
  expect(disk(50e9).verdict).toBe('good');
  expect(disk(50e9).meaning).toContain('may delete');
  expect(disk(1e9).verdict).toBe('limited');
  expect(disk(1e6).verdict).toBe('missing');
  expect(of({ storage: null }, 'Disk').verdict).toBe('limited');
  expect(of({ memory: 4 }, 'Main memory')).toMatchObject({ found: 'about 4 GB', verdict: 'limited' });
  expect(of({ memory: null }, 'Main memory').found).toBe('unknown');
  expect(of({ isCrossOriginIsolated: false }, 'Threads')).toMatchObject({
    found: '8 processors, one usable',
    verdict: 'limited',
  });
  expect(of({ hasLargeMemory: false }, '64-bit').verdict).toBe('missing');
  expect(whatRuns(device({ hasLargeMemory: false })).find(({ engine }) => engine === 'wllama')!.able).toBe(
    false,
  );
});
