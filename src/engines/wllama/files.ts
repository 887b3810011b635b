import type { CacheEntry, CacheEntryMetadata, CacheManager } from '@wllama/wllama';
import { EngineError } from '../../core/engine-error';
import { storageFailure } from './failures';
import { loadLibrary } from './library';

/** One of the files of a model that the browser keeps. */
export interface Part {
  /** What the model is kept under: its address, or `disk:` and its name. */
  model: string;
  /** From 1. */
  part: number;
  parts: number;
  /** The name that its source has for it: of a file, or an address. */
  source: string;
}

/** What is kept beside each file. While it is being written its size is `unfinished`. */
interface PartMetadata extends CacheEntryMetadata {
  model: string;
  part: number;
  parts: number;
}

export interface KeptPart extends Part {
  /** The browser's name of the file. */
  key: string;
  bytes: number;
  /** False where writing it broke off. */
  whole: boolean;
}

const unfinished = -1;

let opening: Promise<CacheManager> | undefined;

/** wllama's own store of files, in the browser's private file system. */
function openCache(): Promise<CacheManager> {
  opening ??= loadLibrary().then(({ CacheManager }) => new CacheManager());
  opening.catch(() => (opening = undefined));
  return opening;
}

/** All files that are kept, those included whose writing broke off. */
export async function keptParts(model?: string): Promise<KeptPart[]> {
  const entries = await (await openCache()).list();
  return entries.map(asPart).filter((part) => model === undefined || part.model === model);
}

/** The file as it is kept, if it is there whole. */
export async function openPart(part: Part): Promise<File | undefined> {
  const cache = await openCache();
  const key = await keyOf(cache, part);
  const metadata = (await cache.getMetadata(key)) as PartMetadata | null;
  const file = await cache.open(key);
  return file && metadata?.model === part.model && metadata.originalSize === file.size
    ? (file as File)
    : undefined;
}

/**
 * Keeps what a stream brings. Where that fails, or the stream does, nothing of it is left; and what is left when the
 * page is closed in the middle is known not to be whole. It begins anew each time: wllama's store can't go on with
 * half a file.
 *
 * @throws EngineError where the browser can't keep it; whatever the stream throws
 */
export async function keepPart(part: Part, content: ReadableStream<Uint8Array>): Promise<void> {
  const cache = await openCache();
  const key = await keyOf(cache, part);
  const { model, source } = part;
  const metadata: PartMetadata = {
    ...{ model, part: part.part, parts: part.parts },
    ...{ etag: '', originalURL: source, originalSize: unfinished },
  };
  let bytes = 0;
  let broken: { error: unknown } | undefined;
  const reader = content.getReader();
  const counted = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        bytes += value.byteLength;
        controller.enqueue(value);
      } catch (error) {
        broken = { error };
        controller.error(error);
      }
    },
  });
  try {
    await cache.writeMetadata(key, metadata);
    await cache.write(key, counted, metadata);
    const written = await cache.getSize(key);
    if (written !== bytes) {
      throw new EngineError('quota', `Of ${source}, only ${written} of ${bytes} bytes could be kept.`);
    }
    await cache.writeMetadata(key, { ...metadata, originalSize: bytes });
  } catch (error) {
    await reader.cancel(error).catch(() => {});
    await cache.delete(key).catch(() => {});
    if (broken) throw broken.error;
    throw error instanceof EngineError ? error : storageFailure(error, source);
  }
}

/** @throws EngineError where one of them is in use */
export async function deleteParts(model: string): Promise<void> {
  const cache = await openCache();
  const keys = new Set((await keptParts(model)).map(({ key }) => key));
  try {
    await cache.deleteMany(({ name }) => keys.has(name));
  } catch (error) {
    throw storageFailure(error, model);
  }
}

/**
 * Runs work that writes a model's files while no other tab does.
 *
 * @param onWait told where another tab has to be waited for
 */
export async function whileAlone<Result>(
  model: string,
  work: () => Promise<Result>,
  { signal, onWait }: { signal?: AbortSignal; onWait?: () => void } = {},
): Promise<Result> {
  const name = `wllama ${model}`;
  const taken = { result: undefined as { value: Result } | undefined };
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) taken.result = { value: await work() };
    else onWait?.();
  });
  if (taken.result) return taken.result.value;
  return navigator.locks.request(name, { signal }, work) as Promise<Result>;
}

function keyOf(cache: CacheManager, { model, part, parts }: Part): Promise<string> {
  return cache.getNameFromURL(`${model}/${part}-of-${parts}.gguf`);
}

function asPart({ name: key, size, metadata }: CacheEntry): KeptPart {
  const { model, part = 1, parts = 1, originalSize, originalURL } = metadata as Partial<PartMetadata>;
  return {
    ...{ key, part, parts, bytes: size },
    // Without metadata: left over by a page closed in the middle.
    model: model ?? key,
    source: originalURL || key,
    whole: model !== undefined && originalSize === size,
  };
}
