import { sha256Hex } from '../core/digest';
import type { Cache } from '../core/interfaces';
import { readAll, TooLong, unpacked } from './bytes';
import type { Dataset, TaskText } from './dataset';
import { download, type DownloadOptions } from './download';
import { addressOf, fileOf, guarded, type Origin, wrongHash } from './origin';
import { TextsError } from './texts-error';

/** Where texts are kept, and how the wait for them is shown and stopped. */
export interface TextsOptions extends DownloadOptions {
  cache: Cache;
}

type Bytes = Uint8Array<ArrayBuffer>;

const keyOf = ({ sha256, address }: Dataset) => `texts/${sha256 ?? address}`;

/** The hash that a dataset's content must have; undefined where none is known yet. */
async function pinOf(dataset: Dataset, cache: Cache): Promise<string | undefined> {
  if (dataset.sha256) return dataset.sha256;
  const first = await cache.get(`${keyOf(dataset)}/sha256`);
  return typeof first === 'string' ? first : undefined;
}

async function parse(dataset: Dataset, content: Bytes): Promise<TaskText[]> {
  try {
    return 'parse' in dataset
      ? dataset.parse(new TextDecoder().decode(content))
      : await dataset.parseBytes(content);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new TextsError('malformed', `${dataset.title} can't be read: ${what}.`, false, { cause });
  }
}

/** Unpacks and checks what was read, and keeps it where it is right. */
async function accept(origin: Origin, bytes: Bytes, cache: Cache): Promise<TaskText[]> {
  const { dataset, place, advice, changeable } = origin;
  const content = await unpacked(bytes, dataset.bytes).catch((cause: unknown) => {
    if (cause instanceof TooLong) throw cause;
    const message = `${dataset.title} can't be unpacked: what came from ${place} is not whole. ${advice}`;
    throw new TextsError('malformed', message, changeable, { cause });
  });
  const found = sha256Hex(content);
  const pinned = await pinOf(dataset, cache);
  if (pinned && found !== pinned) throw wrongHash(origin, `its SHA-256 is ${found}, not ${pinned}`);
  const texts = await parse(dataset, content);
  if (!dataset.sha256) await cache.put(`${keyOf(dataset)}/sha256`, found);
  await cache.put(keyOf(dataset), content);
  return texts;
}

async function fromCache(dataset: Dataset, cache: Cache): Promise<TaskText[] | undefined> {
  const kept = await cache.get(keyOf(dataset));
  if (!(kept instanceof Uint8Array) || sha256Hex(kept) !== (await pinOf(dataset, cache))) return undefined;
  return parse(dataset, kept as Bytes);
}

/**
 * The tasks of a dataset: from the cache, else fetched from its address, checked and kept.
 *
 * @param options.fetch the page's own unless handed in
 * @throws TextsError
 */
export function loadTexts(
  dataset: Dataset,
  options: TextsOptions & { fetch?: typeof fetch },
): Promise<TaskText[]> {
  const origin = addressOf(dataset);
  return guarded(origin, options.signal, async () => {
    const kept = await fromCache(dataset, options.cache);
    if (kept) return kept;
    const bytes = await download(dataset, options.fetch ?? globalThis.fetch, options);
    return accept(origin, bytes, options.cache);
  });
}

/** Are the texts at hand already, so that opening them asks nobody? */
export async function hasTexts(dataset: Dataset, cache: Cache): Promise<boolean> {
  return (await fromCache(dataset, cache)) !== undefined;
}

/**
 * The tasks of a dataset from a file that the visitor has, plain or gzipped, checked and kept like a fetched one.
 *
 * @throws TextsError
 */
export function textsFromFile(dataset: Dataset, file: Blob, options: TextsOptions): Promise<TaskText[]> {
  const origin = fileOf(dataset, file);
  const { signal, cache, onProgress } = options;
  return guarded(origin, signal, async () => {
    const onBytes = (done: number) => onProgress?.({ done, total: file.size });
    const bytes = await readAll(file.stream(), dataset.bytes, onBytes).catch((cause: unknown) => {
      if (cause instanceof TooLong) throw cause;
      const message = `${origin.place} can't be read. Has it been moved? ${origin.advice}`;
      throw new TextsError('unreachable', message, true, { cause });
    });
    return accept(origin, bytes, cache);
  });
}
