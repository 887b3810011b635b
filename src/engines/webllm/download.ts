import { EngineError } from '../../core/engine-error';
import type { ModelFile } from './cache';
import { noAnswer, requestOptions } from './peek';

export interface DownloadOptions {
  caches: CacheStorage;
  fetch: typeof fetch;
  signal?: AbortSignal;
  /** Told of bytes as they come; negative where a file is begun anew. */
  onBytes(bytes: number): void;
  /** Pauses before a file is tried again, in milliseconds. */
  pauses?: readonly number[];
}

/** Files fetched at once: as many as WebLLM itself does. */
const lanes = 4;

/**
 * Downloads files into the caches that WebLLM reads. Each stands there whole or not at all, so that whatever stops
 * this, the next try goes on with the files that are missing; that WebLLM downloads nothing itself is why its
 * progress, which counts whole files, and its way of cancelling don't matter.
 *
 * @throws EngineError "download-failed", "unreachable", "offline", "not-hosted", "quota"
 * @throws DOMException "AbortError" when aborted
 */
export async function downloadFiles(files: ModelFile[], options: DownloadOptions): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
  // The list of weights comes last, on its own: see `filesOf`.
  const queue = files.slice(0, -1);
  const lane = async () => {
    for (let file = queue.shift(); file; file = queue.shift())
      await fetchPatiently(file, { ...options, signal });
  };
  await Promise.all(Array.from({ length: lanes }, () => lane().catch((error) => failed.abort(error))));
  // The first failure, or the visitor's stop: nothing is under way any more.
  signal.throwIfAborted();
  if (files.length) await fetchPatiently(files.at(-1)!, { ...options, signal });
}

async function fetchPatiently(file: ModelFile, options: DownloadOptions): Promise<void> {
  const { signal, pauses = [1000, 5000] } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetchFile(file, options);
    } catch (error) {
      signal?.throwIfAborted();
      const isHopeless = !(error instanceof EngineError) || !error.retryable || error.code === 'offline';
      if (isHopeless || attempt >= pauses.length) throw error;
    }
    await pause(pauses[attempt], signal);
  }
}

async function fetchFile(file: ModelFile, options: DownloadOptions): Promise<void> {
  const { url, text } = file;
  const cache = await options.caches.open(file.cache);
  if (text !== undefined) return keep(cache, url, new Blob([text]));
  let done = 0;
  const count = (bytes: number) => {
    done += bytes;
    options.onBytes(bytes);
  };
  try {
    const body = await read(file, await ask(url, options), count, options.signal);
    await keep(cache, url, body);
  } catch (error) {
    options.onBytes(-done);
    throw error;
  }
}

async function ask(url: string, { fetch, signal }: DownloadOptions): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(url, { ...requestOptions, signal }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw noAnswer(url, cause);
  });
  const { ok, status, body } = response;
  if (ok && body) return body;
  await body?.cancel();
  const isBusy = status >= 500 || status === 429 || status === 408;
  throw new EngineError(isBusy ? 'download-failed' : 'not-hosted', `${url} answered with status ${status}.`);
}

async function read(
  { url, bytes, isExact }: ModelFile,
  stream: ReadableStream<Uint8Array>,
  count: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<Blob> {
  const chunks: BlobPart[] = [];
  const reader = stream.getReader();
  const cutOff = (why: string, cause?: unknown) => {
    const message = `${url} was cut off while it was downloaded: ${why}.`;
    return new EngineError('download-failed', message, { cause });
  };
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw cutOff(cause instanceof Error ? cause.message : String(cause), cause);
    });
    if (done) break;
    chunks.push(value as Uint8Array<ArrayBuffer>);
    count(value.length);
    // Told of bytes, the listener may have stopped it: some browsers would let what has come already be read on.
    signal?.throwIfAborted();
  }
  const body = new Blob(chunks);
  // An answer cut short must not stand in the cache as if it were whole.
  if (isExact && body.size !== bytes) throw cutOff(`${body.size} of ${bytes} bytes came`);
  return body;
}

async function keep(cache: Cache, url: string, body: Blob): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(body.size) };
  await cache.put(url, new Response(body, { headers })).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'QuotaExceededError') {
      const message = 'The browser allows this page no more disk: the model doesn’t fit.';
      throw new EngineError('quota', message, { cause });
    }
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError('load-failed', `The browser could not keep a copy of ${url}: ${why}.`, { cause });
  });
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
