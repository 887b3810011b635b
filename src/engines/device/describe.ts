import { type Device, type Gpu, gpuNeeds, missingOf } from './device';

export interface DeviceRow {
  what: string;
  found: string;
  verdict: 'good' | 'limited' | 'missing';
  /** What that means for models in the page. */
  meaning: string;
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20).toLocaleString('en-GB')} MB`;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

function limitRow(
  what: string,
  found: number,
  [full, least]: readonly [number, number],
  use: string,
): DeviceRow {
  const verdict = found >= full ? 'good' : found >= least ? 'limited' : 'missing';
  const meaning = {
    good: `Enough for ${use}.`,
    limited: `Enough for small models; ${use} may not fit.`,
    missing: 'Too little for any model on WebGPU.',
  }[verdict];
  return { what, found: megabytes(found), verdict, meaning };
}

function gpuRows(gpu: Gpu): DeviceRow[] {
  const name = [gpu.vendor, gpu.architecture].filter(Boolean).join(' ') || 'unnamed';
  return [
    {
      what: 'WebGPU',
      found: gpu.isSoftware ? `${name}, in software` : name,
      verdict: gpu.isSoftware ? 'limited' : 'good',
      meaning: gpu.isSoftware
        ? 'Computed by the CPU: it works, and is far too slow for a language model.'
        : 'Models can run on this GPU.',
    },
    {
      what: '16-bit floats (shader-f16)',
      found: gpu.hasF16 ? 'yes' : 'no',
      verdict: gpu.hasF16 ? 'good' : 'limited',
      meaning: gpu.hasF16
        ? 'The smaller, faster variants of models run, Code Llama among them.'
        : 'Code Llama’s build needs them; the Qwen models have variants with 32-bit floats.',
    },
    limitRow('Largest buffer', gpu.maxBufferBytes, gpuNeeds.bufferBytes, '7 billion parameters'),
    limitRow('Largest storage binding', gpu.maxBindingBytes, gpuNeeds.bindingBytes, '7 billion parameters'),
    {
      what: 'Workgroup storage, storage buffers',
      found: `${Math.round(gpu.maxWorkgroupBytes / 1024)} kB, ${gpu.maxStorageBuffers}`,
      ...(gpu.maxWorkgroupBytes >= gpuNeeds.workgroupBytes && gpu.maxStorageBuffers >= gpuNeeds.storageBuffers
        ? { verdict: 'good' as const, meaning: 'As much as WebLLM’s shaders need.' }
        : { verdict: 'missing' as const, meaning: 'WebLLM’s shaders need 32 kB and 10.' }),
    },
  ];
}

/** What was found, a row each, with what it means here. */
export function describeDevice(device: Device): DeviceRow[] {
  const { gpu, storage, isPersistent, memoryGigabytes: memory } = device;
  const rows: DeviceRow[] =
    typeof gpu === 'object'
      ? gpuRows(gpu)
      : [
          {
            what: 'WebGPU',
            found: gpu === 'none' ? 'not in this browser' : 'no adapter',
            verdict: 'missing',
            meaning:
              gpu === 'none'
                ? 'A current Chrome, Edge, Safari or Firefox has it; models can run on the CPU meanwhile.'
                : 'The browser has it, and finds no GPU that it may use: it may be switched off or its driver blocked.',
          },
        ];
  rows.push(
    {
      what: 'WebAssembly with 64-bit memory',
      found: device.hasLargeMemory ? 'yes' : 'no',
      verdict: device.hasLargeMemory ? 'good' : 'missing',
      meaning: device.hasLargeMemory ? 'GGUF models run on the CPU.' : 'llama.cpp in the page needs it.',
    },
    {
      what: 'Threads',
      found: device.isIsolated ? `${device.cores}` : 'one',
      verdict: device.isIsolated ? 'good' : 'limited',
      meaning: device.isIsolated
        ? 'GGUF models use several cores.'
        : 'This host doesn’t send the headers that several threads need (cross-origin isolation), so that GGUF models run on one core.',
    },
  );
  if (memory !== undefined) {
    rows.push({
      what: 'Memory',
      found: memory >= 8 ? '8 GB or more' : `about ${memory} GB`,
      verdict: memory >= 8 ? 'good' : 'limited',
      meaning: memory >= 8 ? 'Enough for a small model.' : 'Choose a model of 0.5 billion parameters.',
    });
  }
  if (storage) {
    const free = storage.free;
    rows.push({
      what: 'Room in this browser',
      found: `${gigabytes(free)} free, ${gigabytes(storage.used)} used`,
      verdict: free > 5e9 ? 'good' : free > 0.6e9 ? 'limited' : 'missing',
      meaning:
        free > 5e9
          ? 'Code Llama (3.8 GB) fits.'
          : free > 0.6e9
            ? 'A small model fits; Code Llama (3.8 GB) doesn’t.'
            : 'No model fits: delete some, or free space on the disk.',
    });
  }
  if (isPersistent !== undefined) {
    rows.push({
      what: 'Kept for good',
      found: isPersistent ? 'yes' : 'not promised',
      verdict: isPersistent ? 'good' : 'limited',
      meaning: isPersistent
        ? 'The browser clears nothing of its own accord.'
        : 'The browser may clear models and results when the disk gets full.',
    });
  }
  return rows;
}

export interface Runs {
  what: string;
  able: boolean;
  /** One sentence. */
  reason: string;
}

/** Which kinds of model run here. */
export function whatRuns({ gpu, hasLargeMemory, isIsolated, cores }: Device): Runs[] {
  const missing = missingOf(gpu, true);
  const missingWithoutF16 = missingOf(gpu, false);
  const isSoftware = typeof gpu === 'object' && gpu.isSoftware;
  const slow = isSoftware ? 'But the GPU is computed by the CPU, so that it takes minutes for a word' : '';
  const list = (parts: string[]) => `It needs ${parts.join(', ')}`;
  return [
    {
      what: 'Code Llama 7B on WebGPU',
      able: missing.length === 0,
      reason: `${missing.length ? list(missing) : slow || 'It needs its files hosted (about 3.8 GB) and some 5.3 GB of GPU memory'}.`,
    },
    {
      what: 'A small coder on WebGPU',
      able: missingWithoutF16.length === 0,
      reason: `${missingWithoutF16.length ? list(missingWithoutF16) : slow || 'Qwen2.5-Coder with 0.5 or 1.5 billion parameters, 1 to 2 GB of GPU memory'}.`,
    },
    {
      what: 'A GGUF model on the CPU',
      able: hasLargeMemory,
      reason: hasLargeMemory
        ? `By llama.cpp, on ${isIsolated ? `${cores} cores` : 'one core'}: slower than a GPU, and it needs none.`
        : 'It needs WebAssembly with 64-bit memory, which current Chrome, Edge and Firefox have.',
    },
    {
      what: 'A server with your key',
      able: true,
      reason: 'OpenAI, or any server that speaks its API: nothing is computed here.',
    },
  ];
}
