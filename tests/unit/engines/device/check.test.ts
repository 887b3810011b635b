import { expect, test } from 'vitest';
import { checkDevice, type DeviceEnvironment } from '../../../../src/engines/device/check';

const limits = {
  maxBufferSize: 2 ** 30,
  maxStorageBufferBindingSize: 2 ** 27,
  maxComputeWorkgroupStorageSize: 32_768,
  maxStorageBuffersPerShaderStage: 10,
};

function gpu(found: object | null | Error): DeviceEnvironment['navigator']['gpu'] {
  return {
    requestAdapter: async () => {
      if (found instanceof Error) throw found;
      return found as GPUAdapter | null;
    },
  };
}

test('a browser with everything', async () => {
  const info = { vendor: 'apple', architecture: 'metal-3', description: '', isFallbackAdapter: false };
  const found = await checkDevice({
    navigator: {
      gpu: gpu({ info, limits: { ...limits, maxBindGroups: 4 }, features: new Set(['shader-f16']) }),
      storage: { estimate: async () => ({ quota: 10, usage: 3 }), persisted: async () => true },
      deviceMemory: 8,
      hardwareConcurrency: 10,
    },
    isSecureContext: true,
    crossOriginIsolated: true,
    // Node 20 has no 64-bit memory.
    WebAssembly: { validate: () => true },
  });
  expect(found).toEqual({
    isSecure: true,
    webgpu: {
      status: 'ready',
      adapter: {
        vendor: 'apple',
        architecture: 'metal-3',
        description: '',
        isFallback: false,
        hasF16: true,
        limits,
      },
    },
    storage: { quota: 10, usage: 3, isPersisted: true },
    memory: 8,
    processors: 10,
    isCrossOriginIsolated: true,
    hasLargeMemory: true,
  });
});

test('a browser with nothing', async () => {
  expect(await checkDevice({ navigator: {} })).toEqual({
    isSecure: false,
    webgpu: { status: 'no-api' },
    storage: null,
    memory: null,
    processors: 1,
    isCrossOriginIsolated: false,
    hasLargeMemory: false,
  });
});

test('no adapter, a driver that fails, a private window that refuses', async () => {
  const status = async (found: null | Error) =>
    (await checkDevice({ navigator: { gpu: gpu(found) } })).webgpu.status;
  expect(await status(null)).toBe('no-adapter');
  expect(await status(new Error('lost'))).toBe('no-adapter');
  const refuse = async () => Promise.reject(new Error('private'));
  const { storage } = await checkDevice({ navigator: { storage: { estimate: refuse, persisted: refuse } } });
  expect(storage).toBeNull();
});

test('older browsers tell of a fallback at the adapter, and have no description', async () => {
  const old = { isFallbackAdapter: true, limits, features: new Set() };
  const { webgpu } = await checkDevice({ navigator: { gpu: gpu(old) } });
  expect(webgpu).toMatchObject({ adapter: { isFallback: true, vendor: '', hasF16: false } });
});
