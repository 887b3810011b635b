import { EngineError } from '../../../core/engine-error';
import type { ServerRequestOptions } from '../ask-server';
import type { Connection } from '../settings';
import { lookAtBatch } from './client';
import { type BatchState, isOver } from './state';

export interface FollowOptions extends Omit<ServerRequestOptions, 'key'> {
  /** Looked up at each look: it may be entered anew meanwhile. */
  keyFor: (baseUrl: string) => string | undefined | Promise<string | undefined>;
  /** Told at each look. */
  onState?: (state: BatchState) => void;
  /** Told of a look that failed and is tried again. */
  onProblem?: (error: EngineError) => void;
  /** Resolves after so many seconds. */
  sleep?: (seconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Seconds between looks: at first, and at most. */
const firstPause = 5;
const longestPause = 60;
const growth = 1.3;

/**
 * Looks at a batch until it is over, less often the longer it takes. The page may be closed meanwhile: the id is
 * all that is needed to follow it again. Failures that pass by themselves are waited out.
 *
 * @throws EngineError where looking again wouldn't help
 * @throws DOMException "AbortError" when aborted; the batch itself goes on
 */
export async function followBatch(
  connection: Connection,
  id: string,
  { keyFor, onState, onProblem, sleep = sleepUnlessAborted, ...options }: FollowOptions,
): Promise<BatchState> {
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * growth)) {
    let wait = pause;
    try {
      const key = await keyFor(connection.baseUrl);
      const state = await lookAtBatch(connection, id, { ...options, key });
      onState?.(state);
      if (isOver(state)) return state;
    } catch (error) {
      if (!(error instanceof EngineError) || !error.retryable) throw error;
      onProblem?.(error);
      wait = Math.max(pause, error.retryAfter ?? 0);
    }
    await sleep(wait, options.signal);
  }
}

/** Resolves after so many seconds; rejects when aborted. */
export function sleepUnlessAborted(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
