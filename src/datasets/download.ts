import { readAll, TooLong } from './bytes';
import type { Dataset } from './dataset';
import { addressOf } from './origin';
import { TextsError } from './texts-error';

/** How much is read, in bytes. `total` is missing where nobody knows it. */
export interface DownloadProgress {
  done: number;
  total?: number;
}

/** How the wait is shown and stopped. */
export interface DownloadOptions {
  signal?: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
}

/** The size of what will be read. A Content-Length may be that of a transfer packed on the way: see its use. */
function sizeOf({ address, bytes }: Dataset, response: Response): number {
  return address.endsWith('.gz') ? Number(response.headers.get('content-length') ?? NaN) : bytes;
}

/**
 * Fetches what stands at a dataset's address, unchecked.
 *
 * @throws TextsError 'unreachable' or 'http-status'; TooLong
 */
export async function download(
  dataset: Dataset,
  get: typeof fetch,
  { signal, onProgress }: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { title, address } = dataset;
  const { advice } = addressOf(dataset);
  let answered = false;
  try {
    // No cookie and no address of this page goes out with the request.
    const response = await get(address, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
    answered = true;
    if (!response.ok || !response.body) {
      const { status } = response;
      const message = `${title} could not be fetched: ${address} answered with status ${status}. ${advice}`;
      throw new TextsError('http-status', message, status >= 500 || status === 429 || status === 408);
    }
    const total = sizeOf(dataset, response);
    return await readAll(response.body, dataset.bytes, (done) =>
      onProgress?.(done <= total ? { done, total } : { done }),
    );
  } catch (cause) {
    if (cause instanceof TextsError || cause instanceof TooLong) throw cause;
    const what = answered ? 'was cut off while fetched from' : 'could not be fetched: no answer from';
    throw new TextsError('unreachable', `${title} ${what} ${address}. ${advice}`, true, { cause });
  }
}
