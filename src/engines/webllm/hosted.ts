import * as v from 'valibot';
import { EngineError } from '../../core/engine-error';
import { codeLlamaId, codeLlamaRope, type WebllmRecord } from './records';

/** One file of a model. */
export interface HostedFile {
  url: string;
  /** Which of WebLLM's caches it is looked for in. */
  cache: 'webllm/model' | 'webllm/config' | 'webllm/wasm';
  /** Its size, where the list of files says so. */
  bytes?: number;
}

/** Everything that has to be fetched for a model. */
export interface HostedModel {
  files: HostedFile[];
  /** The sum of the sizes that are known: the weights, which are all but a few megabytes. */
  bytes: number;
}

const tensorCache = v.object({
  records: v.array(v.object({ dataPath: v.string(), nbytes: v.number() })),
});

const chatConfig = v.object({
  tokenizer_files: v.array(v.string()),
  vocab_size: v.optional(v.number()),
  model_config: v.optional(v.record(v.string(), v.unknown())),
});

const documentation = 'https://llm.mlc.ai/docs/deploy/webllm.html';

/** What has to be hosted for Code Llama, and how it is made. */
export function hostingAdvice(base: string): string {
  return (
    `Host two things under ${base}: ${codeLlamaId}/ with the converted weights, mlc-chat-config.json, ` +
    'tensor-cache.json and the tokenizer, as a repository serves them (below resolve/main/), and ' +
    'libs/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm, compiled with MLC-LLM for this version of WebLLM ' +
    '(preset codellama_7b, quantization q4f16_1, conversation template codellama_instruct, vocabulary 32016, ' +
    `RoPE base 1,000,000). ${documentation} tells how. All of it must be readable from this page (CORS).`
  );
}

/** The folder of a model as WebLLM reads it: with a slash at its end, below resolve/<revision>/. */
export function modelFolder(model: string): string {
  const folder = model.endsWith('/') ? model : `${model}/`;
  return /.+\/resolve\/.+\//.test(folder) ? folder : `${folder}resolve/main/`;
}

type Fetch = typeof fetch;

/**
 * Looks whether a model is hosted where its record says, before anything large is fetched: its configuration, its
 * list of files, and its library are there, and are what they should be.
 *
 * @returns all that has to be fetched
 * @throws EngineError 'not-hosted' naming the file and the address; 'offline'; DOMException when aborted
 */
export async function lookAtHost(
  record: WebllmRecord,
  signal?: AbortSignal,
  send: Fetch = fetch,
): Promise<HostedModel> {
  const folder = modelFolder(record.model);
  const read = (name: string) => readJson(new URL(name, folder).href, record, signal, send);
  const config = parse(chatConfig, await read('mlc-chat-config.json'), 'mlc-chat-config.json', record);
  checkCodeLlama(record, config);
  const list = await read('tensor-cache.json').catch(async (error: EngineError) => {
    throw (await isThere(new URL('ndarray-cache.json', folder).href, signal, send))
      ? outdated(record, error)
      : error;
  });
  const { records } = parse(tensorCache, list, 'tensor-cache.json', record);
  if (!(await isThere(record.model_lib, signal, send)))
    throw notHosted(record, record.model_lib, 'is not there');
  // WebLLM takes the first of these that the configuration names.
  const tokenizer = ['tokenizer.json', 'tokenizer.model'].find((name) =>
    config.tokenizer_files.includes(name),
  );
  const small: HostedFile[] = [
    { url: new URL('mlc-chat-config.json', folder).href, cache: 'webllm/config' },
    { url: record.model_lib, cache: 'webllm/wasm' },
    { url: new URL('tensor-cache.json', folder).href, cache: 'webllm/model' },
    ...(tokenizer ? [{ url: new URL(tokenizer, folder).href, cache: 'webllm/model' as const }] : []),
  ];
  const shards = records.map(({ dataPath, nbytes }): HostedFile => ({
    url: new URL(dataPath, folder).href,
    cache: 'webllm/model',
    bytes: nbytes,
  }));
  return { files: [...small, ...shards], bytes: shards.reduce((sum, { bytes = 0 }) => sum + bytes, 0) };
}

function checkCodeLlama(record: WebllmRecord, config: v.InferOutput<typeof chatConfig>): void {
  if (record.model_id !== codeLlamaId) return;
  const { position_embedding_base: base, rope_theta: theta } = config.model_config ?? {};
  const rope = base ?? theta;
  if (rope !== undefined && rope !== codeLlamaRope) {
    throw notHosted(
      record,
      'mlc-chat-config.json',
      `has a RoPE base of ${String(rope)}: that is a build of Llama 2, with which Code Llama’s answers silently get worse`,
    );
  }
}

async function readJson(
  url: string,
  record: WebllmRecord,
  signal: AbortSignal | undefined,
  send: Fetch,
): Promise<unknown> {
  let response: Response;
  try {
    response = await send(url, { signal, credentials: 'omit' });
  } catch (cause) {
    signal?.throwIfAborted();
    if (typeof navigator !== 'undefined' && navigator.onLine === false) {
      throw new EngineError('offline', 'There is no network to fetch the model by.', { cause });
    }
    throw notHosted(record, url, 'can’t be reached, or doesn’t let this page in');
  }
  if (!response.ok) throw notHosted(record, url, `answers ${response.status}`);
  try {
    return await response.json();
  } catch {
    signal?.throwIfAborted();
    throw notHosted(record, url, 'is not JSON');
  }
}

async function isThere(url: string, signal: AbortSignal | undefined, send: Fetch): Promise<boolean> {
  try {
    const { ok, headers } = await send(url, { method: 'HEAD', signal, credentials: 'omit' });
    // A host that answers every address with its front page has nothing there.
    return ok && !headers.get('content-type')?.startsWith('text/html');
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}

function parse<T extends v.GenericSchema>(
  schema: T,
  value: unknown,
  name: string,
  record: WebllmRecord,
): v.InferOutput<T> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw notHosted(record, name, `is not as it should be (${result.issues[0].message})`);
}

function notHosted(record: WebllmRecord, url: string, what: string): EngineError {
  const base = record.model.replace(new RegExp(`/${codeLlamaId}$`), '');
  return new EngineError(
    'not-hosted',
    `${url} ${what}. Nothing was downloaded.`,
    record.model_id === codeLlamaId ? { remedy: hostingAdvice(base) } : {},
  );
}

function outdated(record: WebllmRecord, { message }: EngineError): EngineError {
  const remedy =
    'The weights were converted by an older MLC-LLM, whose list is called ndarray-cache.json. Convert them again, ' +
    'or host a copy of that list as tensor-cache.json.';
  return new EngineError('not-hosted', `${record.model_id}: ${message}`, { remedy });
}
