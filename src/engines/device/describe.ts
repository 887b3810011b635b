import type { Adapter, Device } from './device';
import { bytesInWords, inWords, type NeededLimit, neededLimits } from './limits';

/** One line of the capability check, for the visitor. */
export interface DeviceRow {
  what: string;
  found: string;
  verdict: 'good' | 'limited' | 'missing';
  /** What that means for the models that can run here. */
  meaning: string;
}

/** The capability check in sentences, the most decisive first. */
export function describeDevice(device: Device): DeviceRow[] {
  const { webgpu } = device;
  return [
    webGpu(device),
    ...(webgpu.status === 'ready' ? gpuRows(webgpu.adapter) : []),
    storage(device),
    memory(device),
    threads(device),
    largeMemory(device),
  ];
}

function webGpu({ webgpu, isSecure }: Device): DeviceRow {
  const what = 'WebGPU';
  const instead = 'Models run on the CPU instead, from GGUF files, or on a server.';
  if (webgpu.status === 'no-api') {
    const why = isSecure
      ? 'A current Chrome, Edge or Safari has it.'
      : 'Browsers give it only to pages served over https, or from this very machine.';
    return { what, found: 'no WebGPU', verdict: 'missing', meaning: `${why} ${instead}` };
  }
  if (webgpu.status === 'no-adapter') {
    return {
      what,
      found: 'no WebGPU: no GPU is offered',
      verdict: 'missing',
      meaning: `There is no GPU that the browser trusts, or hardware acceleration is off in its settings. ${instead}`,
    };
  }
  const { isFallback } = webgpu.adapter;
  return {
    what,
    found: nameOf(webgpu.adapter),
    verdict: isFallback ? 'limited' : 'good',
    meaning: isFallback
      ? `This is software on the processor in the guise of a GPU: one token takes many seconds. ${instead}`
      : 'Models can run on the GPU.',
  };
}

function nameOf({ vendor, architecture, description }: Adapter): string {
  return (
    description || [vendor, architecture].filter(Boolean).join(' ') || 'a GPU that the browser doesn’t name'
  );
}

function gpuRows({ hasF16, limits }: Adapter): DeviceRow[] {
  return [
    {
      what: '16-bit floats (shader-f16)',
      found: hasF16 ? 'yes' : 'no',
      verdict: hasF16 ? 'good' : 'limited',
      meaning: hasF16
        ? 'Models run in their smaller and faster form.'
        : 'Code Llama 7B can’t run under WebLLM here; smaller models run in a form with 32-bit floats.',
    },
    ...neededLimits.map((limit) => limitRow(limit, limits[limit.name])),
  ];
}

function limitRow(limit: NeededLimit, value: number): DeviceRow {
  const { title: what, wanted, least } = limit;
  const row = { what, found: inWords(limit, value) };
  if (value >= wanted) return { ...row, verdict: 'good', meaning: 'Enough for every model.' };
  if (value >= least) {
    const meaning = `Less than the ${inWords(limit, wanted)} that WebLLM would like: small models run, large ones may fail.`;
    return { ...row, verdict: 'limited', meaning };
  }
  const meaning = `WebLLM needs ${inWords(limit, least)}, and can’t run here.`;
  return { ...row, verdict: 'missing', meaning };
}

function storage({ storage }: Device): DeviceRow {
  const what = 'Disk that the browser allows';
  if (!storage) {
    const meaning =
      'Whether a model fits is seen only while it is downloaded. A private window may keep nothing.';
    return { what, found: 'unknown', verdict: 'limited', meaning };
  }
  const free = storage.quota - storage.usage;
  const kept = storage.isPersisted
    ? 'What is downloaded stays until you delete it.'
    : 'The browser may delete what is downloaded when the disk gets full.';
  return {
    what,
    found: `${bytesInWords(Math.max(0, free))} free`,
    verdict: free >= 4e9 ? 'good' : free >= 0.3e9 ? 'limited' : 'missing',
    meaning:
      free >= 4e9
        ? `Enough for a model of 7 billion weights. ${kept}`
        : free >= 0.3e9
          ? `Enough for a small model only. ${kept}`
          : 'Not enough for any model: delete models or free space on the disk.',
  };
}

function memory({ memory }: Device): DeviceRow {
  const what = 'Main memory';
  if (memory === null) {
    return { what, found: 'unknown', verdict: 'limited', meaning: 'This browser doesn’t tell it.' };
  }
  // Browsers round, and tell no more than 8.
  const found = memory >= 8 ? '8 GB or more' : `about ${memory} GB`;
  if (memory >= 8) return { what, found, verdict: 'good', meaning: 'A model of 7 billion weights may fit.' };
  const meaning =
    memory >= 4 ? 'Small models fit, one of 7 billion weights doesn’t.' : 'Only the smallest models fit.';
  return { what, found, verdict: 'limited', meaning };
}

function threads({ processors, isCrossOriginIsolated }: Device): DeviceRow {
  const found = `${processors} ${processors === 1 ? 'processor' : 'processors'}`;
  const what = 'Threads on the CPU';
  if (isCrossOriginIsolated) {
    return { what, found, verdict: 'good', meaning: 'GGUF models use several of them.' };
  }
  const meaning =
    'GGUF models use one of them only, since this page isn’t cross-origin isolated: its server would have to say so.';
  return { what, found: `${found}, one usable`, verdict: 'limited', meaning };
}

function largeMemory({ hasLargeMemory }: Device): DeviceRow {
  return {
    what: '64-bit memory in WebAssembly',
    found: hasLargeMemory ? 'yes' : 'no',
    verdict: hasLargeMemory ? 'good' : 'missing',
    meaning: hasLargeMemory
      ? 'GGUF models run on the CPU.'
      : 'GGUF models can’t run here: current Chrome, Edge and Firefox have it.',
  };
}
