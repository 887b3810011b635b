import { EngineError } from '../../core/engine-error';
import { whatToHost } from './advice';

/** How WebLLM is told where a model lies and what it needs: a `ModelRecord` of web-llm, of which this is a part. */
export interface WebllmRecord {
  /** Where the weights, the tokenizer and the configuration lie: see `filesAddress`. */
  model: string;
  model_id: string;
  /** The compiled program (WebAssembly, with the GPU's programs in it). */
  model_lib: string;
  vram_required_MB: number;
  low_resource_required: boolean;
  required_features?: string[];
  overrides: { context_window_size: number };
}

/** One model that the app offers for WebLLM. */
export interface WebllmModel {
  /** WebLLM's `model_id`. */
  id: string;
  name: string;
  /** Which floats it reckons with: 16-bit ones need the GPU's "shader-f16". */
  floats: 16 | 32;
  /** About how much is downloaded: parameters times bits per weight, scales included. */
  downloadBytes: number;
  /** Megabytes of the GPU's memory. */
  vram: number;
  /** Tokens of prompt and answer together. */
  contextLength: number;
  /** Published ready to run, or to be hosted by whoever deploys the app. */
  source: 'published' | 'self-hosted';
}

export const codeLlamaId = 'CodeLlama-7b-Instruct-hf-q4f16_1-MLC';
/** The file name of its program. Llama 2's would load the same weights, and answer badly: see `isWrongLibrary`. */
const codeLlamaLibrary = 'CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm';

/** The version whose programs this WebLLM runs, as it stands in their addresses: web-llm's `modelVersion`. */
export const libraryVersion = 'v0_2_86';
const libraries = `https://raw.githubusercontent.com/mlc-ai/binary-mlc-llm-libs/main/web-llm-models/${libraryVersion}/base/`;

/** Bits a weight: 4, and a float as scale for every 32. */
const bitsPerWeight = { 16: 4.5, 32: 5 } as const;

function qwen(size: '1.5B' | '0.5B', floats: 16 | 32, parameters: number, vram: number): WebllmModel {
  return {
    id: `Qwen2.5-Coder-${size}-Instruct-q4f${floats}_1-MLC`,
    name: `Qwen2.5-Coder ${size}${floats === 32 ? ' (32-bit floats)' : ''}`,
    floats,
    downloadBytes: Math.round((parameters * bitsPerWeight[floats]) / 8),
    vram,
    contextLength: 4096,
    source: 'published',
  };
}

/** The models that the app offers, the most able first; of the same model, 16-bit floats first. */
export const webllmModels: readonly WebllmModel[] = [
  {
    id: codeLlamaId,
    name: 'Code Llama 7B',
    floats: 16,
    downloadBytes: Math.round((6.74e9 * bitsPerWeight[16]) / 8),
    // Between Llama 2's at contexts of 1,024 and 4,096 tokens, which WebLLM has measured.
    vram: 5328.7,
    contextLength: 2048,
    source: 'self-hosted',
  },
  qwen('1.5B', 16, 1.544e9, 1629.75),
  qwen('1.5B', 32, 1.544e9, 1888.97),
  qwen('0.5B', 16, 0.494e9, 944.62),
  qwen('0.5B', 32, 0.494e9, 1060.2),
];

/** The file name of the library of one of `webllmModels`; undefined for any other id. */
export function libraryNameOf(id: string): string | undefined {
  if (id === codeLlamaId) return codeLlamaLibrary;
  // Qwen2.5-Coder is of Qwen2's architecture, and MLC publishes one library for both.
  const isOurs = webllmModels.some((model) => model.id === id);
  return isOurs ? `${id.replace('Qwen2.5-Coder', 'Qwen2').replace(/-MLC$/, '')}_cs1k-webgpu.wasm` : undefined;
}

/**
 * The record of one of `webllmModels`; undefined for any other id.
 *
 * @param base where the files of a self-hosted model lie: an absolute http(s) address
 * @throws EngineError "not-hosted" where it needs a base, and there is none or none that can be used
 */
export function recordOf(id: string, base?: string): WebllmRecord | undefined {
  const model = webllmModels.find((model) => model.id === id);
  if (!model) return undefined;
  return model.source === 'published' ? publishedRecord(model) : codeLlamaRecord(model, base);
}

function publishedRecord({ id, vram, contextLength }: WebllmModel): WebllmRecord {
  return {
    model: `https://huggingface.co/mlc-ai/${id}`,
    model_id: id,
    model_lib: `${libraries}${libraryNameOf(id)}`,
    vram_required_MB: vram,
    low_resource_required: id.includes('0.5B'),
    overrides: { context_window_size: contextLength },
  };
}

function codeLlamaRecord({ id, vram, contextLength }: WebllmModel, base: string | undefined): WebllmRecord {
  const address = baseAddress(base);
  return {
    model: `${address}/${id}`,
    model_id: id,
    model_lib: `${address}/libs/${codeLlamaLibrary}`,
    vram_required_MB: vram,
    low_resource_required: false,
    required_features: ['shader-f16'],
    overrides: { context_window_size: contextLength },
  };
}

/** The base without what would turn the paths behind it into something else: a query, a fragment, slashes. */
function baseAddress(base: string | undefined): string {
  if (!base) {
    throw new EngineError(
      'not-hosted',
      'Code Llama 7B isn’t published for WebLLM, and no address is set where its files would lie.',
      { remedy: whatToHost() },
    );
  }
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new EngineError('not-hosted', `“${base}” is no address that Code Llama’s files could lie at.`, {
      remedy: `Give an address that begins with https://. ${whatToHost()}`,
    });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/**
 * Would this record run Code Llama's weights with a program compiled for another model? Llama 2's takes them and
 * seems to work, but it has a RoPE base of 10,000 compiled in where Code Llama was trained with 1,000,000, so that
 * its answers are quietly worse. That must never be counted as Code Llama.
 */
export function isWrongLibrary(record: Pick<WebllmRecord, 'model' | 'model_id' | 'model_lib'>): boolean {
  const { model, model_id, model_lib } = record;
  const isCodeLlama = /code-?llama/i.test(`${model_id} ${model}`);
  const file = new URL(model_lib).pathname.split('/').at(-1) ?? '';
  return isCodeLlama && !/^code-?llama/i.test(file);
}
