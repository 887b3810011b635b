import type { DownloadOptions } from '../../datasets/download';
import { readAll, TooLong } from '../../datasets/bytes';

/**
 * - not-address: it is none that a page can ask
 * - unreachable: nothing answers there
 * - not-shared: something answers there, and doesn't let other pages read it (CORS)
 * - http-status: it answered that it hasn't it
 * - web-page: what came is HTML
 * - too-large
 */
export type AddressProblem =
  'not-address' | 'unreachable' | 'not-shared' | 'http-status' | 'web-page' | 'too-large';

/** Why nothing was read from an address; `message` says what happened, and what can be done. */
export class AddressError extends Error {
  override name = 'AddressError';

  constructor(
    readonly code: AddressProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The most that is read from an address, in bytes: what a tab can hold beside a study. */
export const largestFetched = 200_000_000;

/**
 * An address that may be fetched, made whole against the page's own.
 *
 * @throws AddressError 'not-address'
 */
export function fetchable(address: string, base: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(address, base);
  } catch {
    // Told below.
  }
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new AddressError('not-address', `“${address.slice(0, 200)}” is no address on the web (https://…).`);
  }
  return url;
}

/**
 * Reads a file at an address. No cookie and no address of this page goes out with the request.
 *
 * @throws AddressError; whatever reason the signal was aborted for
 */
export async function fromAddress(
  url: URL,
  { signal, onProgress, limit = largestFetched }: DownloadOptions & { limit?: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const request = { signal, credentials: 'omit', referrerPolicy: 'no-referrer' } as const;
  const response = await fetch(url, request).catch(async (cause: unknown) => {
    signal?.throwIfAborted();
    // Whether anything is there can be told without reading it.
    const isThere = await fetch(url, { ...request, mode: 'no-cors' }).then(
      () => true,
      () => false,
    );
    throw isThere
      ? new AddressError(
          'not-shared',
          `${url.host} doesn’t let other pages read it: its answers need the header “Access-Control-Allow-Origin: *” (CORS). Ask whoever keeps it there, or download the file and bring it in on Study.`,
          { cause },
        )
      : new AddressError(
          'unreachable',
          `Nothing answers at ${url.host}. Is it down, is its name right, are you online?`,
          { cause },
        );
  });
  if (!response.ok || !response.body) {
    throw new AddressError(
      'http-status',
      `${url.host} answered with status ${response.status}: it has no such file.`,
    );
  }
  if (/\bhtml\b/.test(response.headers.get('content-type') ?? '')) {
    throw new AddressError(
      'web-page',
      'What came is a web page, not a file of an experiment. The link must be to the file itself: at GitHub, “raw”.',
    );
  }
  const length = Number(response.headers.get('content-length') ?? NaN);
  const tooLarge = (cause?: unknown) =>
    new AddressError(
      'too-large',
      `It has more than ${Math.round(limit / 1e6)} MB, the most that is read from an address. Download the file and bring it in on Study.`,
      { cause },
    );
  if (length > limit) throw tooLarge();
  // A packed transfer is longer than its Content-Length.
  const isPacked = response.headers.has('content-encoding');
  const total = isPacked || Number.isNaN(length) ? undefined : length;
  try {
    return await readAll(response.body, limit, (done) =>
      onProgress?.({ done, ...(total !== undefined && done <= total && { total }) }),
    );
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof TooLong) throw tooLarge(cause);
    throw new AddressError('unreachable', `The connection to ${url.host} broke off. Try again.`, { cause });
  }
}
