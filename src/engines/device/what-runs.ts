import { webllmModels } from '../webllm/records';
import { doubt, obstacle } from '../webllm/requirements';
import type { Device } from './device';

/** One way to have a model answer, and whether it is open here. */
export interface Possibility {
  engine: 'webllm' | 'wllama' | 'server';
  what: string;
  able: boolean;
  reason: string;
}

/** What can answer on this device: each model of WebLLM, GGUF files on the CPU, servers. */
export function whatRuns(device: Device): Possibility[] {
  const compiled = webllmModels.map((model): Possibility => {
    const found = obstacle(device, model.floats) ?? doubt(device, model);
    return {
      engine: 'webllm',
      what: `${model.name} on the GPU`,
      able: !found,
      reason: found?.message ?? reasonWhereAble(model.source),
    };
  });
  return [...compiled, gguf(device), server];
}

function reasonWhereAble(source: 'published' | 'self-hosted'): string {
  return source === 'published'
    ? 'The GPU has what it needs. Whether its memory suffices is seen when the model is loaded.'
    : 'The GPU has what it needs, where whoever runs this page, or you, host the model’s files.';
}

function gguf({ hasLargeMemory, isCrossOriginIsolated }: Device): Possibility {
  const how = isCrossOriginIsolated ? 'with several threads' : 'with one thread';
  return {
    engine: 'wllama',
    what: 'GGUF files on the CPU',
    able: hasLargeMemory,
    reason: hasLargeMemory
      ? `Small models answer at reading pace, Code Llama 7B slowly; here ${how}.`
      : 'This browser’s WebAssembly has no 64-bit memory.',
  };
}

const server: Possibility = {
  engine: 'server',
  what: 'Models on a server',
  able: true,
  reason: 'Any server with OpenAI’s API, on the web or on this machine: it asks nothing of this device.',
};
