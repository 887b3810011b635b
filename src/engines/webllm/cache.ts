import type { WebllmRecord } from './records';

/** The browser's caches that WebLLM 0.2.86 reads a model from. */
export const cacheNames = ['webllm/model', 'webllm/config', 'webllm/wasm'] as const;
export type CacheName = (typeof cacheNames)[number];

/** Which file lies in which cache, below the address of a model's files. */
export const configFile = 'mlc-chat-config.json';
export const weightsFile = 'tensor-cache.json';
/** What older conversions call the same list. WebLLM doesn't look for it any more. */
export const oldWeightsFile = 'ndarray-cache.json';
/** The tokenizers that WebLLM can read, the better one first. */
export const tokenizerFiles = ['tokenizer.json', 'tokenizer.model'] as const;

/** Where the files of a model lie, as WebLLM makes it of `model`: below `/resolve/<revision>/`, with a slash at the end. */
export function filesAddress({ model }: Pick<WebllmRecord, 'model'>): string {
  const folder = model.endsWith('/') ? model : `${model}/`;
  return new URL(/.+\/resolve\/.+\//.test(folder) ? folder : `${folder}resolve/main/`).href;
}

/** Does WebLLM keep this library? It fetches those of a server on this machine anew each time. */
export function isLibraryKept(address: string): boolean {
  return address.startsWith('http') && !address.includes('localhost');
}

/** A file of a model, and where the browser's copy of it belongs. */
export interface ModelFile {
  url: string;
  cache: CacheName;
  /** 0 where nobody tells. */
  bytes: number;
  /** Is `bytes` what the model's own list says, so that a file of another length is broken? */
  isExact: boolean;
  /** Where it was read already. */
  text?: string;
}

/** The length of a cached file, by its header where that can be trusted. */
export async function lengthOf(response: Response): Promise<number> {
  const { headers } = response;
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return length === null ? (await response.blob()).size : Number(length);
}

/** The files that the browser has no whole copy of. A copy of another length than the model's list says is none. */
export async function missingFiles(caches: CacheStorage, files: ModelFile[]): Promise<ModelFile[]> {
  const missing: ModelFile[] = [];
  for (const file of files) {
    const found = await (await caches.open(file.cache)).match(file.url);
    if (!found || (file.isExact && (await lengthOf(found)) !== file.bytes)) missing.push(file);
  }
  return missing;
}
