import type { PrepareProgress } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { fetchFailure, statusFailure } from './failures';
import { keepPart, openPart, type Part } from './files';
import { checkHeader, headerBytes } from './header';
import { Pace } from '../pace';
import { partAddresses } from './parts';
import { checkRoom } from './room';

export interface DownloadOptions {
  signal?: AbortSignal;
  onProgress?: (progress: PrepareProgress) => void;
  /** All bytes of the model, where that is known beforehand. */
  bytes?: number;
  /** @throws EngineError where a file of this size can't be used */
  checkSize?: (name: string, bytes: number) => void;
}

const tick = 100;

/**
 * Fetches a model's files into the browser's own store, one after another, and gives them. Those that are there whole
 * are not fetched again.
 *
 * @throws EngineError "not-a-model" by the first bytes, "not-hosted", "download-failed", "offline", "mixed-content",
 *   "quota"; DOMException "AbortError" when aborted
 */
export async function download(url: string, options: DownloadOptions): Promise<File[]> {
  refuseMixedContent(url);
  const addresses = partAddresses(url);
  const parts = addresses.map((source, index) => ({
    ...{ model: addresses[0], source },
    ...{ part: index + 1, parts: addresses.length },
  }));
  const files = await Promise.all(parts.map(openPart));
  const meter = new Meter(files, options);
  for (const [index, part] of parts.entries()) {
    if (files[index]) continue;
    options.signal?.throwIfAborted();
    await fetchPart(part, meter, options);
    files[index] = await openPart(part);
    if (!files[index]) throw new EngineError('load-failed', `${part.source} was not kept by the browser.`);
  }
  return files as File[];
}

async function fetchPart(part: Part, meter: Meter, { signal, checkSize }: DownloadOptions): Promise<void> {
  const { source: url } = part;
  let received = 0;
  const failed = (error: unknown) => {
    if (signal?.aborted) return signal.reason as Error;
    if (error instanceof EngineError) return error;
    return fetchFailure(error, url, received, navigator.onLine);
  };
  const response = await fetch(url, { signal, credentials: 'omit' }).catch((error: unknown) => {
    throw failed(error);
  });
  const stop = () => response.body?.cancel().catch(() => {});
  if (!response.ok || !response.body) {
    await stop();
    throw statusFailure(response.status, url);
  }
  const size = Number(response.headers.get('content-length') ?? 0);
  const reader = response.body.getReader();
  const head: Uint8Array[] = [];
  try {
    while (received < headerBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      head.push(value);
      received += value.byteLength;
    }
    checkHeader(joined(head).subarray(0, headerBytes), url);
    checkSize?.(url, size);
    await checkRoom(url, size);
  } catch (error) {
    await reader.cancel().catch(() => {});
    throw failed(error);
  }
  meter.begin(size);
  meter.add(received);
  const content = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of head) controller.enqueue(chunk);
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        received += value.byteLength;
        meter.add(value.byteLength);
        controller.enqueue(value);
      } catch (error) {
        controller.error(failed(error));
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  await keepPart(part, content);
  meter.end();
}

/** Counts the bytes of all parts, and guesses how many there will be. */
class Meter {
  readonly #onProgress: DownloadOptions['onProgress'];
  readonly #expected: number;
  #left: number;
  #done = 0;
  /** Of the parts begun so far. */
  #size: number;
  #largest = 0;
  #pace?: Pace;
  #told = -Infinity;

  constructor(files: (File | undefined)[], { onProgress, bytes = 0 }: DownloadOptions) {
    const kept = files.filter((file) => file !== undefined);
    this.#onProgress = onProgress;
    this.#expected = bytes;
    this.#left = files.length - kept.length;
    this.#size = this.#done = kept.reduce((sum, { size }) => sum + size, 0);
    this.#largest = Math.max(0, ...kept.map(({ size }) => size));
  }

  begin(size: number): void {
    this.#left -= 1;
    this.#size += size;
    this.#largest = Math.max(this.#largest, size);
    this.#pace ??= new Pace(performance.now(), this.#done);
    this.#told = -Infinity;
  }

  add(bytes: number): void {
    this.#done += bytes;
    if (performance.now() - this.#told >= tick) this.#tell();
  }

  end(): void {
    this.#size = Math.max(this.#size, this.#done);
    this.#tell();
  }

  #tell(): void {
    this.#told = performance.now();
    // Parts not begun are taken to be as large as the largest so far: llama-gguf-split makes them alike.
    const guess = this.#size && this.#largest ? this.#size + this.#left * this.#largest : 0;
    const total = Math.max(this.#left > 0 || !guess ? this.#expected : 0, guess);
    const done = this.#done;
    const secondsLeft = this.#pace?.secondsLeft(this.#told, done, total) ?? null;
    this.#onProgress?.({ phase: 'downloading', done, total, secondsLeft });
  }
}

function refuseMixedContent(url: string): void {
  const { protocol, hostname } = new URL(url, location.href);
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (location.protocol === 'https:' && protocol === 'http:' && !isHere) {
    throw new EngineError(
      'mixed-content',
      `${url} has no https, and this page may fetch nothing from such an address.`,
      {
        remedy: 'Use an https address, or download the file yourself and choose it from the disk.',
      },
    );
  }
}

function joined(chunks: Uint8Array[]): Uint8Array {
  const result = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.byteLength;
  }
  return result;
}
