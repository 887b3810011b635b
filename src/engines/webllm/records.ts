/** What WebLLM must be told of a model to load it: a `ModelRecord` of its (0.2.86). */
export interface WebllmRecord {
  /** Address of the folder of weights, configuration and tokenizer. */
  model: string;
  model_id: string;
  /** Address of the compiled library. */
  model_lib: string;
  vram_required_MB: number;
  low_resource_required: boolean;
  required_features?: string[];
  overrides: { context_window_size: number };
}

/** A model that the page offers on WebGPU, before anything of WebLLM is loaded. */
export interface WebllmModel {
  id: string;
  name: string;
  /** Does it need 16-bit floats in shaders? WebLLM's own records don't say. */
  needsF16: boolean;
  /** About how much is fetched: exact once its list of files was read. */
  downloadBytes: number;
  vramBytes: number;
}

export const codeLlamaId = 'CodeLlama-7b-Instruct-hf-q4f16_1-MLC';

/** RoPE's base in Code Llama; it is compiled into the library, where Llama 2 has 10,000. */
export const codeLlamaRope = 1_000_000;

/**
 * Code Llama 7B. No compiled library of it is published: whoever deploys the app hosts one, beside the weights. The
 * library of Llama 2 loads these weights too and silently answers worse (its RoPE base is another): it is never
 * used. GPU memory is interpolated between WebLLM's records of Llama 2 with 1k and 4k of context.
 *
 * @param base address without a slash at the end
 */
export function codeLlamaRecord(base: string): WebllmRecord {
  return {
    model: `${base}/${codeLlamaId}`,
    model_id: codeLlamaId,
    model_lib: `${base}/libs/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm`,
    vram_required_MB: 5328.7,
    low_resource_required: false,
    required_features: ['shader-f16'],
    overrides: { context_window_size: 2048 },
  };
}

const libraries =
  'https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/v0_2_86/base';

function qwenRecord(size: '0.5B' | '1.5B', floats: 'q4f16_1' | 'q4f32_1', megabytes: number): WebllmRecord {
  const id = `Qwen2.5-Coder-${size}-Instruct-${floats}-MLC`;
  return {
    model: `https://huggingface.co/mlc-ai/${id}`,
    model_id: id,
    model_lib: `${libraries}/Qwen2-${size}-Instruct-${floats}_cs1k-webgpu.wasm`,
    vram_required_MB: megabytes,
    low_resource_required: size === '0.5B',
    overrides: { context_window_size: 4096 },
  };
}

/** Published builds, as WebLLM 0.2.86 lists them, so that the list needs none of its 2 MB. */
const published: WebllmRecord[] = [
  qwenRecord('1.5B', 'q4f16_1', 1629.75),
  qwenRecord('1.5B', 'q4f32_1', 1888.97),
  qwenRecord('0.5B', 'q4f16_1', 944.62),
  qwenRecord('0.5B', 'q4f32_1', 1060.2),
];

const megabyte = 2 ** 20;

/** The models on WebGPU, the paper's own first, then the ladder below it. */
export const webllmModels: WebllmModel[] = [
  {
    id: codeLlamaId,
    name: 'Code Llama 7B Instruct',
    needsF16: true,
    downloadBytes: 3.8e9,
    vramBytes: 5328.7 * megabyte,
  },
  ...published.map(({ model_id: id, vram_required_MB: vram }) => ({
    id,
    name: `Qwen2.5-Coder ${id.includes('1.5B') ? '1.5B' : '0.5B'} Instruct${id.includes('f32') ? ' (32-bit floats)' : ''}`,
    needsF16: id.includes('q4f16'),
    downloadBytes: id.includes('1.5B') ? 0.87e9 : 0.28e9,
    vramBytes: vram * megabyte,
  })),
];

/**
 * The record of a model.
 *
 * @param codeLlamaBase where Code Llama's build is hosted, if anywhere
 * @returns undefined where there is none by that id, or nowhere to fetch it from
 */
export function recordOf(id: string, codeLlamaBase: string | undefined): WebllmRecord | undefined {
  if (id === codeLlamaId)
    return codeLlamaBase ? codeLlamaRecord(codeLlamaBase.replace(/\/+$/, '')) : undefined;
  return published.find((record) => record.model_id === id);
}
