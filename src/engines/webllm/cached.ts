import type { CachedModel, CachedModels } from '../../core/engine';
import { webllmModels } from './records';

const cacheNames = ['webllm/model', 'webllm/config', 'webllm/wasm'] as const;

/** The id of the model that a cached file belongs to; libraries belong to the model whose name they begin with. */
function ownerOf(url: string): string {
  const folder = /\/([^/]+)\/resolve\//.exec(url)?.[1];
  if (folder) return folder;
  const library = url
    .split('/')
    .at(-1)!
    .replace(/_cs1k-webgpu\.wasm$/, '');
  return (
    webllmModels.find(({ id }) => id.replace('Qwen2.5-Coder', 'Qwen2').startsWith(library))?.id ?? library
  );
}

async function sizeOf(response: Response): Promise<number> {
  const length = Number(response.headers.get('content-length') ?? NaN);
  return length >= 0 ? length : (await response.blob()).size;
}

async function shardsOf(response: Response): Promise<number | undefined> {
  try {
    const { records } = (await response.clone().json()) as { records?: unknown[] };
    return records?.length;
  } catch {
    return undefined;
  }
}

/** The models of which this browser keeps files, with their sizes. Nothing of WebLLM is loaded for it. */
export async function listCached(storage: CacheStorage = caches): Promise<CachedModel[]> {
  const found = new Map<string, { bytes: number; shards: number; wanted?: number }>();
  for (const name of cacheNames) {
    if (!(await storage.has(name))) continue;
    const cache = await storage.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      if (!response) continue;
      const owner = ownerOf(request.url);
      const model = found.get(owner) ?? { bytes: 0, shards: 0 };
      found.set(owner, model);
      if (request.url.endsWith('/tensor-cache.json')) model.wanted = await shardsOf(response);
      if (/\/params_shard_\d+\.bin$/.test(request.url)) model.shards++;
      model.bytes += await sizeOf(response);
    }
  }
  return [...found].map(([id, { bytes, shards, wanted }]) => ({
    id: `webllm:${id}`,
    name: webllmModels.find((model) => model.id === id)?.name ?? id,
    bytes,
    whole: wanted !== undefined && shards >= wanted,
  }));
}

/** Deletes all files of a model; an id that isn't of this engine is passed over. */
export async function deleteCached(id: string, storage: CacheStorage = caches): Promise<void> {
  if (!id.startsWith('webllm:')) return;
  for (const name of cacheNames) {
    if (!(await storage.has(name))) continue;
    const cache = await storage.open(name);
    for (const request of await cache.keys()) {
      if (ownerOf(request.url) === id.slice('webllm:'.length)) await cache.delete(request);
    }
  }
}

/** The models on WebGPU that this browser keeps. */
export const cachedModels: CachedModels = { list: () => listCached(), delete: (id) => deleteCached(id) };
