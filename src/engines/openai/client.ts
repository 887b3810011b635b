import type { OpenAI } from 'openai';
import type { Connection } from './settings';

/** A request to the one address that the connection names. */
type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * `fetch` as servers of this API expect it from a page: without the client's own `x-stainless-*` headers, at which
 * compatible servers refuse the preflight; without a key where there is none; and never redirected, so that a key
 * goes to no other address than its own.
 *
 * @param onResponse told when the head of an answer has come
 */
export function pageFetch(hasKey: boolean, onResponse?: () => void, send: Fetch = fetch): Fetch {
  const pageFetch: Fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    for (const name of [...headers.keys()]) {
      if (name.startsWith('x-stainless-') || name.startsWith('openai-')) headers.delete(name);
    }
    // Some browsers send it, and ask the server's leave for it first.
    headers.delete('user-agent');
    if (!hasKey) headers.delete('authorization');
    const response = await send(input, {
      ...init,
      headers,
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    onResponse?.();
    return response;
  };
  // Else the package finds it out at an upload, by fetching "data:,", which the page's policy forbids.
  return Object.assign(pageFetch, { Response });
}

/**
 * The `openai` package's client for a connection, loaded when it is first needed.
 *
 * @param onResponse told when the head of an answer has come
 */
export async function openClient(
  { baseUrl }: Connection,
  key: string | undefined,
  onResponse?: () => void,
): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: key ?? 'none',
    // Else the package reads the environment of the process.
    organization: null,
    project: null,
    dangerouslyAllowBrowser: true,
    // The app's own queue asks again: it can tell an empty account from too many requests.
    maxRetries: 0,
    // The engine's own deadline covers the answer's body too.
    timeout: 2 ** 31 - 1,
    fetch: pageFetch(key !== undefined, onResponse),
    logLevel: 'off',
  });
}
