import { hasLargeMemory } from './large-memory';
import type { Adapter, Device, WebGpu } from './device';

/** What is asked about the device: the browser's own globals, or a stand-in for them. */
export interface DeviceEnvironment {
  navigator: {
    gpu?: Pick<GPU, 'requestAdapter'>;
    storage?: Pick<StorageManager, 'estimate' | 'persisted'>;
    deviceMemory?: number;
    hardwareConcurrency?: number;
  };
  isSecureContext?: boolean;
  crossOriginIsolated?: boolean;
  WebAssembly?: Pick<typeof WebAssembly, 'validate'>;
}

/**
 * Looks at what this browser and machine offer to models that run in the page. Nothing is downloaded, and no memory
 * of the GPU is taken. Never throws.
 */
export async function checkDevice(environment: DeviceEnvironment = globalThis): Promise<Device> {
  const { navigator } = environment;
  const [webgpu, storage] = await Promise.all([checkWebGpu(navigator.gpu), checkStorage(navigator.storage)]);
  return {
    isSecure: environment.isSecureContext ?? false,
    webgpu,
    storage,
    memory: navigator.deviceMemory ?? null,
    processors: navigator.hardwareConcurrency ?? 1,
    isCrossOriginIsolated: environment.crossOriginIsolated ?? false,
    hasLargeMemory: hasLargeMemory(environment.WebAssembly),
  };
}

async function checkWebGpu(gpu: DeviceEnvironment['navigator']['gpu']): Promise<WebGpu> {
  if (!gpu) return { status: 'no-api' };
  try {
    // The very adapter that WebLLM asks for.
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    return adapter ? { status: 'ready', adapter: describeAdapter(adapter) } : { status: 'no-adapter' };
  } catch {
    // A driver that was blocked or crashed: to the page it is as if there were no GPU.
    return { status: 'no-adapter' };
  }
}

/** Older browsers tell of a fallback at the adapter itself, and may have no `info`. */
type AnyAdapter = Omit<GPUAdapter, 'info'> & { info?: GPUAdapterInfo; isFallbackAdapter?: boolean };

function describeAdapter(adapter: AnyAdapter): Adapter {
  const { info, limits } = adapter;
  return {
    vendor: info?.vendor ?? '',
    architecture: info?.architecture ?? '',
    description: info?.description ?? '',
    isFallback:
      info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? /swiftshader/i.test(info?.architecture ?? ''),
    hasF16: adapter.features.has('shader-f16'),
    limits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    },
  };
}

async function checkStorage(storage: DeviceEnvironment['navigator']['storage']): Promise<Device['storage']> {
  if (!storage) return null;
  try {
    const [{ quota, usage }, isPersisted] = await Promise.all([storage.estimate(), storage.persisted()]);
    return quota === undefined ? null : { quota, usage: usage ?? 0, isPersisted };
  } catch {
    // Firefox refuses in private windows.
    return null;
  }
}
