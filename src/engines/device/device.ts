/** What WebGPU offers here. */
export type WebGpu =
  /** The browser has none, or keeps it from pages that aren't served securely. */
  | { status: 'no-api' }
  /** The browser has it, but no GPU that it would give to a page. */
  | { status: 'no-adapter' }
  | { status: 'ready'; adapter: Adapter };

/** A GPU as the browser tells it. */
export interface Adapter {
  /** Such as "nvidia" or "apple"; empty where the browser keeps it to itself. */
  vendor: string;
  /** Such as "ampere"; may be empty. */
  architecture: string;
  description: string;
  /** Is it the processor in the guise of a GPU? */
  isFallback: boolean;
  /** Can it reckon with 16-bit floats: the feature "shader-f16"? */
  hasF16: boolean;
  limits: AdapterLimits;
}

/** The limits that decide whether WebLLM can start, by WebGPU's own names. */
export interface AdapterLimits {
  /** Bytes. */
  maxBufferSize: number;
  /** Bytes. */
  maxStorageBufferBindingSize: number;
  /** Bytes. */
  maxComputeWorkgroupStorageSize: number;
  maxStorageBuffersPerShaderStage: number;
}

/** Everything about this browser and machine that decides which models can run in the page. */
export interface Device {
  isSecure: boolean;
  webgpu: WebGpu;
  /** Bytes that the browser allows this site, and that it uses already; null where the browser doesn't tell. */
  storage: { quota: number; usage: number; isPersisted: boolean } | null;
  /** Gigabytes of main memory, rounded, and at most 8 in most browsers; null where the browser doesn't tell. */
  memory: number | null;
  /** Logical processors. */
  processors: number;
  isCrossOriginIsolated: boolean;
  /** Has WebAssembly memory of 64-bit addresses? llama.cpp needs it here. */
  hasLargeMemory: boolean;
}
