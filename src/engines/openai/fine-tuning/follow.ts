import { EngineError } from '../../../core/engine-error';
import type { ServerRequestOptions } from '../ask-server';
import { type FollowOptions, sleepUnlessAborted } from '../batch/follow';
import type { Connection } from '../settings';
import { lookAtJob } from './client';
import { newEvents, type TuningEvent } from './events';
import { isOver, type TuningJob } from './job';

export interface FollowJobOptions extends Omit<FollowOptions, 'onState'> {
  /** Events that are known already. */
  known: readonly TuningEvent[];
  /** Told at each look: the job, and events that are new, oldest first. Looking goes on when it has resolved. */
  onLook: (job: TuningJob, events: TuningEvent[]) => Promise<void> | void;
}

/** Seconds between looks: at first, and at most. */
const firstPause = 3;
const longestPause = 60;
const growth = 1.3;

/**
 * Looks at a job until it is over, less often the longer it takes. The page may be closed meanwhile: the id is all
 * that is needed to follow it again. Failures that pass by themselves are waited out. A server that doesn't tell of
 * events is followed without.
 *
 * @throws EngineError where looking again wouldn't help
 * @throws DOMException "AbortError" when aborted; the job itself goes on
 */
export async function followJob(
  connection: Connection,
  id: string,
  { keyFor, known, onLook, onProblem, sleep = sleepUnlessAborted, ...options }: FollowJobOptions,
): Promise<TuningJob> {
  const seen = new Set(known.map((event) => event.id));
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * growth)) {
    let wait = pause;
    try {
      const asking = { ...options, key: await keyFor(connection.baseUrl) };
      const job = await lookAtJob(connection, id, asking);
      // After the job: what it told of before it was over is then among them.
      const events = await eventsOf(connection, id, seen, asking);
      for (const event of events) seen.add(event.id);
      await onLook(job, events);
      if (isOver(job)) return job;
    } catch (error) {
      if (!(error instanceof EngineError) || !error.retryable) throw error;
      onProblem?.(error);
      wait = Math.max(pause, error.retryAfter ?? 0);
    }
    await sleep(wait, options.signal);
  }
}

async function eventsOf(
  connection: Connection,
  id: string,
  seen: ReadonlySet<string>,
  options: ServerRequestOptions,
): Promise<TuningEvent[]> {
  try {
    return await newEvents(connection, id, seen, options);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-an-answer') return [];
    throw error;
  }
}
