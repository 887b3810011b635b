import * as v from 'valibot';
import {
  type CacheName,
  configFile,
  filesAddress,
  isLibraryKept,
  type ModelFile,
  tokenizerFiles,
  weightsFile,
} from './cache';
import type { WebllmRecord } from './records';

const rope = { position_embedding_base: v.optional(v.number()), rope_theta: v.optional(v.number()) };

/** What is read of `mlc-chat-config.json`. */
const configSchema = v.looseObject({
  tokenizer_files: v.array(v.string()),
  vocab_size: v.optional(v.number()),
  conv_template: v.optional(v.looseObject({ name: v.optional(v.string()) })),
  model_config: v.optional(
    v.looseObject({
      ...rope,
      rope_parameters: v.optional(v.looseObject(rope)),
      vocab_size: v.optional(v.number()),
    }),
  ),
});

export type ChatConfig = v.InferOutput<typeof configSchema>;

const weightsSchema = v.looseObject({
  records: v.pipe(
    v.array(v.looseObject({ dataPath: v.string(), nbytes: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
    v.minLength(1),
  ),
});

export type Weights = v.InferOutput<typeof weightsSchema>;

/** Reads `mlc-chat-config.json`; undefined where it is no such thing. */
export function readConfig(text: string): ChatConfig | undefined {
  return read(configSchema, text);
}

/** Reads `tensor-cache.json`; undefined where it is no such thing. */
export function readWeights(text: string): Weights | undefined {
  return read(weightsSchema, text);
}

function read<Schema extends v.GenericSchema>(schema: Schema, text: string) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // A page that says "not found" with status 200, most likely.
    return undefined;
  }
  const { success, output } = v.safeParse(schema, json);
  return success ? (output as v.InferOutput<Schema>) : undefined;
}

/** The RoPE base that a model was converted with, wherever its configuration names it. */
export function ropeBaseOf({ model_config: model }: ChatConfig): number | undefined {
  const places = [model, model?.rope_parameters];
  return places.map((place) => place?.position_embedding_base ?? place?.rope_theta).find((base) => base);
}

export function vocabularyOf({ vocab_size, model_config }: ChatConfig): number | undefined {
  return vocab_size ?? model_config?.vocab_size;
}

/** The file that WebLLM will read the tokenizer from; undefined where the model has none that it can. */
export function tokenizerOf({ tokenizer_files: files }: ChatConfig): string | undefined {
  return tokenizerFiles.find((name) => files.includes(name));
}

/**
 * All files of a model that the browser keeps, by what its configuration and its list of weights say.
 *
 * @param sizes of the tokenizer and the library, which no list tells; 0 where unknown
 */
export function filesOf(
  record: Pick<WebllmRecord, 'model' | 'model_lib'>,
  read: { config: string; weights: string },
  sizes: { tokenizer: number; library: number } = { tokenizer: 0, library: 0 },
): ModelFile[] | undefined {
  const config = readConfig(read.config);
  const weights = readWeights(read.weights);
  const tokenizer = config && tokenizerOf(config);
  if (!weights || !tokenizer) return undefined;
  const folder = filesAddress(record);
  const small = (name: string, cache: CacheName, text: string): ModelFile => ({
    url: new URL(name, folder).href,
    cache,
    bytes: new TextEncoder().encode(text).length,
    isExact: false,
    text,
  });
  return [
    small(configFile, 'webllm/config', read.config),
    ...(isLibraryKept(record.model_lib)
      ? [{ url: record.model_lib, cache: 'webllm/wasm' as const, bytes: sizes.library, isExact: false }]
      : []),
    { url: new URL(tokenizer, folder).href, cache: 'webllm/model', bytes: sizes.tokenizer, isExact: false },
    ...weights.records.map(({ dataPath, nbytes }) => ({
      url: new URL(dataPath, folder).href,
      cache: 'webllm/model' as const,
      bytes: nbytes,
      isExact: true,
    })),
    // Last, so that a list of weights in the browser's copy means that the rest was there once.
    small(weightsFile, 'webllm/model', read.weights),
  ];
}
