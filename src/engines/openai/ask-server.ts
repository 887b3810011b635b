import type { OpenAI } from 'openai';
import { EngineError } from '../../core/engine-error';
import { openClient } from './client';
import { type Deadline, deadline } from './deadline';
import { refuseMixedContent, toEngineError } from './errors';
import type { Connection } from './settings';

export interface ServerRequestOptions {
  key?: string;
  signal?: AbortSignal;
  /** `navigator.onLine` unless told otherwise. */
  isOnline?: boolean;
  /** Silence after which an answer is given up; 30 unless told otherwise. */
  silenceSeconds?: number;
  /** `location.protocol` unless told otherwise. */
  pageProtocol?: string;
  /** The model that is asked, for errors to name. */
  model?: string;
}

/**
 * One request, with its failures told as EngineErrors. What `ask` throws of its own accord as an EngineError stays.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function askServer<T>(
  connection: Connection,
  options: ServerRequestOptions,
  ask: (client: OpenAI, deadline: Deadline) => Promise<T>,
): Promise<T> {
  const { key, signal, isOnline = isBrowserOnline(), silenceSeconds = 30, model } = options;
  signal?.throwIfAborted();
  refuseMixedContent(connection, options.pageProtocol ?? pageProtocol());
  if (connection.needsKey && !key) {
    throw new EngineError('wrong-key', `No key is known for ${connection.name} at ${connection.baseUrl}.`, {
      remedy: 'Enter a key for this connection.',
    });
  }
  const wait = deadline(silenceSeconds, connection.name, signal);
  let hasBegun = false;
  const onResponse = () => {
    hasBegun = true;
    wait.touch();
  };
  try {
    return await ask(await openClient(connection, key, onResponse), wait);
  } catch (error) {
    signal?.throwIfAborted();
    // The deadline's own error, where it was that.
    if (wait.signal.aborted) throw wait.signal.reason;
    const known = toEngineError(error, { connection, model, key, isOnline });
    if (!hasBegun || known.code !== 'unreachable') throw known;
    throw new EngineError(
      'cut-off',
      `The connection to ${connection.name} broke in the middle of an answer.`,
    );
  } finally {
    wait.end();
  }
}

/** `location.protocol`, where there is a page. */
export function pageProtocol(): string | undefined {
  return typeof location === 'undefined' ? undefined : location.protocol;
}

function isBrowserOnline(): boolean {
  return typeof navigator === 'undefined' || navigator.onLine !== false;
}
