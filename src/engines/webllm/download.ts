import type { PrepareProgress } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { Pace } from '../pace';
import type { HostedFile, HostedModel } from './hosted';

/** How many files are fetched at once. */
const together = 4;

export interface DownloadOptions {
  signal?: AbortSignal;
  onProgress?: (progress: PrepareProgress) => void;
  /** Unless they are handed in, the browser's own. */
  storage?: CacheStorage;
  fetch?: typeof fetch;
}

/**
 * Fetches a model's files into the caches that WebLLM reads. A file is kept only when all of it has come and its
 * size is right, so that a download that was broken off, or a page that isn't the file, never counts as the model;
 * what was whole stays, and isn't fetched again.
 *
 * @throws EngineError 'download-failed', 'quota' or 'offline'; DOMException when aborted
 */
export async function download(model: HostedModel, options: DownloadOptions = {}): Promise<void> {
  const { signal, onProgress, storage = caches, fetch: send = fetch } = options;
  const missing = await missingFiles(model.files, storage);
  const known = (files: HostedFile[]) => files.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  let done = model.bytes - known(missing);
  const pace = new Pace(performance.now(), done);
  const report = (more: number) => {
    done += more;
    onProgress?.({
      phase: 'downloading',
      done,
      total: model.bytes,
      secondsLeft: pace.secondsLeft(performance.now(), done, model.bytes),
    });
  };
  report(0);
  // One failure ends all others, which would only go on for nothing.
  const failing = new AbortController();
  const any = signal ? AbortSignal.any([signal, failing.signal]) : failing.signal;
  const queue = [...missing];
  const work = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      await fetchInto(file, storage, send, any, (bytes) => report(file!.bytes === undefined ? 0 : bytes));
    }
  };
  try {
    await Promise.all(
      Array.from({ length: together }, () =>
        work().catch((error: unknown) => {
          failing.abort(error);
          throw error;
        }),
      ),
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw failing.signal.reason ?? error;
  }
}

async function missingFiles(files: HostedFile[], storage: CacheStorage): Promise<HostedFile[]> {
  const there = await Promise.all(
    files.map(async ({ url, cache }) => (await (await storage.open(cache)).match(url)) !== undefined),
  );
  return files.filter((_, i) => !there[i]);
}

async function fetchInto(
  { url, cache, bytes }: HostedFile,
  storage: CacheStorage,
  send: typeof fetch,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const failed = (what: string, cause?: unknown) => {
    const isOffline = typeof navigator !== 'undefined' && navigator.onLine === false;
    return new EngineError(isOffline ? 'offline' : 'download-failed', `${url} ${what}.`, { cause });
  };
  const response = await send(url, { signal, credentials: 'omit' }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw failed('could not be fetched', cause);
  });
  if (!response.ok || !response.body) throw failed(`answers ${response.status}`);
  if (bytes !== undefined && response.headers.get('content-type')?.startsWith('text/html')) {
    throw failed('is a page, not a part of a model');
  }
  let arrived = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      arrived += chunk.length;
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
    flush() {
      // Thrown before the cache takes it for whole.
      if (bytes !== undefined && arrived !== bytes) throw failed(`has ${arrived} bytes in place of ${bytes}`);
    },
  });
  const headers = new Headers({
    'content-type': response.headers.get('content-type') ?? 'application/octet-stream',
  });
  if (bytes !== undefined) headers.set('content-length', String(bytes));
  const kept = await storage.open(cache);
  try {
    await kept.put(url, new Response(response.body.pipeThrough(counting), { headers }));
  } catch (cause) {
    onBytes(-arrived);
    signal.throwIfAborted();
    if (cause instanceof EngineError) throw cause;
    if (cause instanceof Error && cause.name === 'QuotaExceededError') {
      throw new EngineError(
        'quota',
        'The browser has no room left for the model. What is whole of it is kept.',
        { cause },
      );
    }
    throw failed('broke off', cause);
  }
}
