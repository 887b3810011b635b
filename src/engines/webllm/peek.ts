import { EngineError } from '../../core/engine-error';

/** What is needed to look at files: the browser's own fetch, or a stand-in. */
export interface Reaching {
  fetch: typeof fetch;
  signal?: AbortSignal;
}

/** Neither cookies nor this page's address go out with a request. */
export const requestOptions: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer' };

/** The beginning of a file. */
export interface Peeked {
  /** Its length; 0 where the server doesn't tell. */
  bytes: number;
  /** Its first bytes, as many as came at once. */
  head: Uint8Array;
}

/**
 * Asks for a file as the engine will, and hangs up after its first bytes.
 *
 * @returns undefined where the server says that there is none
 * @throws EngineError as `ask` does
 */
export async function peek(url: string, { fetch, signal }: Reaching): Promise<Peeked | undefined> {
  const hangUp = new AbortController();
  const both = signal ? AbortSignal.any([signal, hangUp.signal]) : hangUp.signal;
  const response = await ask(url, { fetch, signal: both });
  if (!response) return undefined;
  try {
    const reader = response.body?.getReader();
    const head = (await reader?.read())?.value ?? new Uint8Array();
    return { bytes: Number(response.headers.get('content-length') ?? 0), head };
  } finally {
    hangUp.abort();
  }
}

/**
 * The text of a small file.
 *
 * @returns undefined where the server says that there is none
 * @throws EngineError as `ask` does
 */
export async function readText(url: string, reaching: Reaching): Promise<string | undefined> {
  return (await ask(url, reaching))?.text();
}

/**
 * @returns undefined where the server says that there is no such file, or none for this page
 * @throws EngineError "offline"; "unreachable" where no answer came; "download-failed" where the server fails
 * @throws DOMException "AbortError" when aborted
 */
async function ask(url: string, { fetch, signal }: Reaching): Promise<Response | undefined> {
  const response = await fetch(url, { ...requestOptions, signal }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw noAnswer(url, cause);
  });
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status >= 500 || response.status === 429) {
    const message = `${url} answered with status ${response.status}.`;
    throw new EngineError('download-failed', message);
  }
  return undefined;
}

/** What it means that a fetch gave no answer at all. */
export function noAnswer(url: string, cause: unknown): EngineError {
  if (globalThis.navigator?.onLine === false) {
    return new EngineError('offline', `There is no network, and ${url} isn’t in the browser’s copy.`, {
      cause,
    });
  }
  const message = `No answer from ${url}: the server can’t be reached, or doesn’t let this page read it (CORS).`;
  return new EngineError('unreachable', message, { cause });
}
