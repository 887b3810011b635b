import { hasLargeMemory } from './large-memory';

/** What of a GPU models need, in bytes where it is memory. WebLLM falls back to the second figure (0.2.86). */
export const gpuNeeds = {
  bufferBytes: [2 ** 30, 2 ** 28],
  bindingBytes: [2 ** 30, 2 ** 27],
  workgroupBytes: 32 * 2 ** 10,
  storageBuffers: 10,
} as const;

export interface Gpu {
  vendor: string;
  architecture: string;
  /** Is it the CPU, pretending? */
  isSoftware: boolean;
  hasF16: boolean;
  maxBufferBytes: number;
  maxBindingBytes: number;
  maxWorkgroupBytes: number;
  maxStorageBuffers: number;
}

/** What this browser on this device has. */
export interface Device {
  /** "none": no WebGPU; "no-adapter": WebGPU, but nothing to run it on. */
  gpu: Gpu | 'none' | 'no-adapter';
  /** Does WebAssembly have 64-bit memory? Browsers that have it have all else that llama.cpp needs. */
  hasLargeMemory: boolean;
  /** Can several threads share memory? */
  isIsolated: boolean;
  cores: number;
  /** Gigabytes, as coarsely as the browser tells (8 at most); undefined where it doesn't. */
  memoryGigabytes?: number;
  /** Bytes of this page's storage. */
  storage?: { used: number; free: number };
  /** Is what is kept safe from being cleared by the browser? */
  isPersistent?: boolean;
}

async function gpuOf(gpu: GPU | undefined): Promise<Device['gpu']> {
  if (!gpu) return 'none';
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return 'no-adapter';
  const { info, limits } = adapter;
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    isSoftware:
      info.isFallbackAdapter ||
      /swiftshader|llvmpipe|software/i.test(`${info.architecture} ${info.description}`),
    hasF16: adapter.features.has('shader-f16'),
    maxBufferBytes: limits.maxBufferSize,
    maxBindingBytes: limits.maxStorageBufferBindingSize,
    maxWorkgroupBytes: limits.maxComputeWorkgroupStorageSize,
    maxStorageBuffers: limits.maxStorageBuffersPerShaderStage,
  };
}

async function storageOf(
  storage: StorageManager | undefined,
): Promise<Pick<Device, 'storage' | 'isPersistent'>> {
  const estimate = await storage?.estimate?.().catch(() => undefined);
  const isPersistent = await storage?.persisted?.().catch(() => undefined);
  return {
    ...(estimate?.quota !== undefined && {
      storage: { used: estimate.usage ?? 0, free: Math.max(0, estimate.quota - (estimate.usage ?? 0)) },
    }),
    ...(isPersistent !== undefined && { isPersistent }),
  };
}

/** Looks at the device, without fetching anything. It never throws. */
export async function checkDevice(): Promise<Device> {
  const browser = navigator as Navigator & { deviceMemory?: number };
  return {
    gpu: await gpuOf(browser.gpu),
    hasLargeMemory: hasLargeMemory(),
    isIsolated: globalThis.crossOriginIsolated === true,
    cores: browser.hardwareConcurrency ?? 1,
    ...(browser.deviceMemory !== undefined && { memoryGigabytes: browser.deviceMemory }),
    ...(await storageOf(browser.storage)),
  };
}

/** What a model on WebGPU would miss here, in words; empty where nothing is missing. */
export function missingOf(gpu: Device['gpu'], needsF16: boolean): string[] {
  if (gpu === 'none') return ['WebGPU'];
  if (gpu === 'no-adapter') return ['a GPU that WebGPU can use'];
  const missing: string[] = [];
  if (needsF16 && !gpu.hasF16) missing.push('16-bit floats in shaders (shader-f16)');
  if (gpu.maxBufferBytes < gpuNeeds.bufferBytes[1]) missing.push('buffers of 256 MB');
  if (gpu.maxBindingBytes < gpuNeeds.bindingBytes[1]) missing.push('storage bindings of 128 MB');
  if (gpu.maxWorkgroupBytes < gpuNeeds.workgroupBytes) missing.push('32 kB of workgroup storage');
  if (gpu.maxStorageBuffers < gpuNeeds.storageBuffers) missing.push('10 storage buffers a shader stage');
  return missing;
}
