import type { ServerRequestOptions } from '../ask-server';
import type { Connection } from '../settings';
import { listed } from './listed';

/** What a server tells of a job as it goes: plain JSON. */
export interface TuningEvent {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  level: 'info' | 'warn' | 'error';
  message: string;
  /** Losses of a step, where the event tells of one. */
  step?: LossPoint;
}

/** The losses at one step of training. */
export interface LossPoint {
  step: number;
  /** Steps in all, where it is known. */
  total?: number;
  trainLoss?: number;
  validLoss?: number;
}

/**
 * The events of a job that are newer than those known, oldest first: each once, however many came meanwhile.
 *
 * @param known ids of the events that are known already
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function newEvents(
  connection: Connection,
  job: string,
  known: ReadonlySet<string>,
  options: ServerRequestOptions = {},
): Promise<TuningEvent[]> {
  const found = new Map<string, TuningEvent>();
  const path = `/fine_tuning/jobs/${encodeURIComponent(job)}/events`;
  for await (const page of listed(connection, path, options)) {
    const events = page.flatMap((event) => readEvent(event) ?? []);
    for (const event of events) if (!known.has(event.id)) found.set(event.id, event);
    // They come newest first: behind a known one there are known ones only.
    if (events.some(({ id }) => known.has(id))) break;
  }
  return [...found.values()].reverse();
}

interface TheirEvent {
  id?: unknown;
  created_at?: number;
  level?: string;
  message?: unknown;
  data?: unknown;
}

function readEvent(value: unknown): TuningEvent | undefined {
  const event = (value ?? {}) as TheirEvent;
  if (typeof event.id !== 'string') return undefined;
  const step = stepOf(event.data);
  return {
    id: event.id,
    at: (event.created_at ?? 0) * 1000,
    level: event.level === 'warn' || event.level === 'error' ? event.level : 'info',
    message: typeof event.message === 'string' ? event.message : '',
    ...(step && { step }),
  };
}

function stepOf(data: unknown): LossPoint | undefined {
  const metrics = (data ?? {}) as Record<string, unknown>;
  const number = (name: string) => {
    const value = metrics[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const step = number('step');
  if (step === undefined) return undefined;
  const [total, trainLoss, validLoss] = [number('total_steps'), number('train_loss'), number('valid_loss')];
  return {
    step,
    ...(total !== undefined && { total }),
    ...(trainLoss !== undefined && { trainLoss }),
    ...(validLoss !== undefined && { validLoss }),
  };
}
