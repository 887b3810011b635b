import { EngineError, type EngineErrorCode } from '../../core/engine-error';

/** How WebLLM's failures are told, as text: errors cross its worker as strings. */
const patterns: [RegExp, EngineErrorCode, string][] = [
  [
    /DeviceLostError|device (was|is) lost|GPUDevice.*lost/i,
    'device-lost',
    'The GPU was lost, most often because its memory did not suffice.',
  ],
  [
    /out of memory|OutOfMemory|Failed to allocate|allocation failed|createBuffer.*(size|memory)|std::bad_alloc/i,
    'out-of-memory',
    'The memory of the GPU or of the page did not suffice.',
  ],
  [/QuotaExceeded|quota/i, 'quota', 'The browser has no room left for the model.'],
  [
    /ShaderF16SupportError|shader-f16/i,
    'missing-feature',
    'The GPU has no 16-bit floats in shaders (shader-f16), which this variant needs.',
  ],
  [
    /FeatureSupportError|exceeds limit|requestDevice/i,
    'missing-feature',
    'The GPU’s limits are below what this model needs.',
  ],
  [
    /WebGPUNotAvailable|WebGPUNotFound|compatible GPU|WebGPU is not supported|navigator\.gpu/i,
    'no-webgpu',
    'WebGPU finds no GPU here.',
  ],
  [/ContextWindowSizeExceeded|context window/i, 'too-long', 'The prompt is longer than the model’s context.'],
  [
    /Failed to fetch|NetworkError|Cache\.add|Cannot fetch/i,
    'download-failed',
    'A file of the model could not be fetched.',
  ],
];

/** What a failure of WebLLM's means. */
export function webllmFailure(cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const found = patterns.find(([pattern]) => pattern.test(text));
  const detail = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  return found
    ? new EngineError(found[1], `${found[2]} (${detail})`, { cause })
    : new EngineError('load-failed', `WebLLM says: ${detail}`, { cause });
}
