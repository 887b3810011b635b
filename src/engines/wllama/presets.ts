import type { WllamaSettings } from './settings';

/** A GGUF model at a public address. Nothing of it is part of this app; the visitor's browser fetches it when told to. */
export interface WllamaPreset {
  id: string;
  name: string;
  tier: 'small';
  /** Of all files: an estimate for what is said beforehand, as whoever publishes them may replace them. */
  bytes: number;
  /** Where its maker describes it, its licence included. */
  page: string;
  engine: WllamaSettings & { source: { kind: 'url'; url: string } };
}

const hub = 'https://huggingface.co';

function preset(
  id: string,
  name: string,
  repository: string,
  file: string,
  { bytes, contextLength }: { bytes: number; contextLength: number },
): WllamaPreset {
  const url = `${hub}/${repository}/resolve/main/${file}`;
  return {
    ...{ id, name, tier: 'small', bytes },
    page: `${hub}/${repository}`,
    engine: { kind: 'wllama', source: { kind: 'url', url }, contextLength },
  };
}

/** Models that run in a page, smallest first. */
export const presets: WllamaPreset[] = [
  preset(
    'wllama-qwen2.5-coder-0.5b-q4',
    'Qwen2.5-Coder 0.5B Instruct (Q4_K_M)',
    'Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF',
    'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
    { bytes: 491_400_000, contextLength: 4096 },
  ),
  preset(
    'wllama-qwen2.5-coder-0.5b-q8',
    'Qwen2.5-Coder 0.5B Instruct (Q8_0)',
    'Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF',
    'qwen2.5-coder-0.5b-instruct-q8_0.gguf',
    { bytes: 675_700_000, contextLength: 4096 },
  ),
  preset(
    'wllama-qwen2.5-coder-1.5b-q4',
    'Qwen2.5-Coder 1.5B Instruct (Q4_K_M)',
    'Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF',
    'qwen2.5-coder-1.5b-instruct-q4_k_m.gguf',
    { bytes: 1_117_320_000, contextLength: 4096 },
  ),
  preset(
    'wllama-codellama-7b-q2',
    'Code Llama 7B Instruct (Q2_K)',
    'TheBloke/CodeLlama-7B-Instruct-GGUF',
    'codellama-7b-instruct.Q2_K.gguf',
    // One file of more than 2 GB; its cache of 1024 tokens takes half a gigabyte of the four.
    { bytes: 2_830_000_000, contextLength: 1024 },
  ),
];
