import { describe, expect, it } from 'vitest';
import type { Device, Gpu } from '../../../../src/engines/device/device';
import { describeDevice, whatRuns } from '../../../../src/engines/device/describe';

const gpu: Gpu = {
  vendor: 'acme',
  architecture: 'one',
  isSoftware: false,
  hasF16: true,
  maxBufferBytes: 2 ** 31,
  maxBindingBytes: 2 ** 31,
  maxWorkgroupBytes: 2 ** 15,
  maxStorageBuffers: 10,
};
const good: Device = {
  gpu,
  hasLargeMemory: true,
  isIsolated: true,
  cores: 8,
  memoryGigabytes: 8,
  storage: { used: 0, free: 50e9 },
  isPersistent: true,
};

const verdicts = (device: Device) =>
  Object.fromEntries(describeDevice(device).map(({ what, verdict }) => [what, verdict]));
const able = (device: Device) => whatRuns(device).map((kind) => kind.able);

describe('a device', () => {
  it('with everything runs everything', () => {
    expect(new Set(Object.values(verdicts(good)))).toStrictEqual(new Set(['good']));
    expect(able(good)).toStrictEqual([true, true, true, true]);
  });

  it('without 16-bit floats runs all but Code Llama on WebGPU', () => {
    const device = { ...good, gpu: { ...gpu, hasF16: false } };
    expect(verdicts(device)['16-bit floats (shader-f16)']).toBe('limited');
    expect(able(device)).toStrictEqual([false, true, true, true]);
    expect(whatRuns(device)[0].reason).toContain('shader-f16');
  });

  it('without a GPU names the alternatives', () => {
    for (const none of ['none', 'no-adapter'] as const) {
      const device = { ...good, gpu: none };
      expect(verdicts(device).WebGPU).toBe('missing');
      expect(able(device)).toStrictEqual([false, false, true, true]);
    }
  });

  it('with low limits runs what fits', () => {
    const tight = { ...good, gpu: { ...gpu, maxBufferBytes: 2 ** 28, maxBindingBytes: 2 ** 27 } };
    expect(verdicts(tight)['Largest buffer']).toBe('limited');
    expect(able(tight)[1]).toBe(true);
    const tiny = { ...good, gpu: { ...gpu, maxStorageBuffers: 8 } };
    expect(able(tiny)).toStrictEqual([false, false, true, true]);
    expect(whatRuns(tiny)[1].reason).toContain('10 storage buffers');
  });

  it('with little else says so', () => {
    const poor: Device = {
      gpu: 'none',
      hasLargeMemory: false,
      isIsolated: false,
      cores: 2,
      memoryGigabytes: 4,
      storage: { used: 1e9, free: 1e9 },
      isPersistent: false,
    };
    expect(verdicts(poor)).toStrictEqual({
      WebGPU: 'missing',
      'WebAssembly with 64-bit memory': 'missing',
      Threads: 'limited',
      Memory: 'limited',
      'Room in this browser': 'limited',
      'Kept for good': 'limited',
    });
    expect(able(poor)).toStrictEqual([false, false, false, true]);
  });
});
