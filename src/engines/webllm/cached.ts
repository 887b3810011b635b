import type { CachedModel } from '../../core/engine';
import {
  type CacheName,
  cacheNames,
  configFile,
  isLibraryKept,
  missingFiles,
  lengthOf,
  weightsFile,
} from './cache';
import { filesOf } from './model-files';
import { libraryNameOf } from './records';

/** A file in one of WebLLM's caches. */
interface Entry {
  cache: CacheName;
  url: string;
}

/**
 * The models of WebLLM that the browser has copies of, parts of them included; nothing of WebLLM is loaded for it. A
 * library whose model isn't there stands for itself.
 */
export async function listCached(caches: CacheStorage = globalThis.caches): Promise<CachedModel[]> {
  const groups = await groupsOf(caches);
  return Promise.all(
    [...groups].map(async ([id, entries]) => ({
      id,
      name: nameOf(id),
      bytes: await bytesOf(caches, entries),
      whole: await isWhole(caches, id, entries),
    })),
  );
}

/** Deletes a model's files; without effect where there are none. */
export async function deleteCached(id: string, caches: CacheStorage = globalThis.caches): Promise<void> {
  const entries = (await groupsOf(caches)).get(id) ?? [];
  // The list of weights goes first: without it, what is left is no model any more.
  const inOrder = entries.toSorted(
    (a, b) => Number(b.url.endsWith(weightsFile)) - Number(a.url.endsWith(weightsFile)),
  );
  for (const { cache, url } of inOrder) await (await caches.open(cache)).delete(url);
}

/** Entries by the address of the model's files; libraries are with the model that they were compiled for. */
async function groupsOf(caches: CacheStorage): Promise<Map<string, Entry[]>> {
  const all = (await Promise.all(cacheNames.map((name) => entriesOf(caches, name)))).flat();
  const [libraries, others] = [
    all.filter(({ cache }) => cache === 'webllm/wasm'),
    all.filter(({ cache }) => cache !== 'webllm/wasm'),
  ];
  const groups = new Map<string, Entry[]>();
  for (const entry of others) {
    const folder = folderOf(entry.url);
    groups.set(folder, [...(groups.get(folder) ?? []), entry]);
  }
  for (const library of libraries) {
    const file = fileOf(library.url);
    const owners = [...groups.keys()].filter((folder) => libraryNameOf(nameOf(folder)) === file);
    for (const owner of owners) groups.get(owner)!.push(library);
    if (!owners.length) groups.set(library.url, [library]);
  }
  return groups;
}

async function entriesOf(caches: CacheStorage, cache: CacheName): Promise<Entry[]> {
  // Opening a cache makes it.
  if (!(await caches.has(cache))) return [];
  const requests = await (await caches.open(cache)).keys();
  return requests.map(({ url }) => ({ cache, url }));
}

function folderOf(url: string): string {
  const resolved = /^.+\/resolve\/[^/]+\//.exec(url)?.[0];
  return resolved ?? new URL('.', url).href;
}

function fileOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '');
}

/** The name of a model by where its files lie: the folder above `/resolve/`. */
function nameOf(id: string): string {
  const { pathname } = new URL(id);
  return decodeURIComponent(
    pathname
      .replace(/\/resolve\/.*$/, '')
      .replace(/\/$/, '')
      .split('/')
      .at(-1) || id,
  );
}

async function bytesOf(caches: CacheStorage, entries: Entry[]): Promise<number> {
  let bytes = 0;
  for (const { cache, url } of entries) {
    const response = await (await caches.open(cache)).match(url);
    if (response) bytes += await lengthOf(response);
  }
  return bytes;
}

async function isWhole(caches: CacheStorage, id: string, entries: Entry[]): Promise<boolean> {
  const textOf = async (name: string) => {
    const entry = entries.find(({ url }) => url === new URL(name, id).href);
    return entry && (await (await caches.open(entry.cache)).match(entry.url))?.text();
  };
  const [config, weights] = [await textOf(configFile), await textOf(weightsFile)];
  if (config === undefined || weights === undefined) return false;
  const library = entries.find(({ cache }) => cache === 'webllm/wasm')?.url;
  const name = nameOf(id);
  // A library of this machine's own server is never kept, and of an unknown model it isn't known which it is.
  if (!library && libraryNameOf(name) && isLibraryKept(id)) return false;
  const files = filesOf({ model: id, model_lib: library ?? '' }, { config, weights });
  return files !== undefined && (await missingFiles(caches, files)).length === 0;
}
