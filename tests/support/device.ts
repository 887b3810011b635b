import type { Adapter, Device } from '../../src/engines/device/device';

/** A GPU that can run everything, but for what is said. */
export function adapter(changes: Partial<Adapter> = {}): Adapter {
  return {
    vendor: 'nvidia',
    architecture: 'ampere',
    description: '',
    isFallback: false,
    hasF16: true,
    limits: {
      maxBufferSize: 2 ** 31,
      maxStorageBufferBindingSize: 2 ** 31,
      maxComputeWorkgroupStorageSize: 32_768,
      maxStorageBuffersPerShaderStage: 10,
    },
    ...changes,
  };
}

/** A device that can run everything, but for what is said. */
export function device(changes: Partial<Device> = {}): Device {
  return {
    isSecure: true,
    webgpu: { status: 'ready', adapter: adapter() },
    storage: { quota: 100e9, usage: 0, isPersisted: true },
    memory: 8,
    processors: 8,
    isCrossOriginIsolated: true,
    hasLargeMemory: true,
    ...changes,
  };
}
