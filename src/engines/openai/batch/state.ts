import { EngineError } from '../../../core/engine-error';
import { toEngineError } from '../errors';
import type { Connection } from '../settings';

/** A batch as the server has it: plain JSON but for `failure`. */
export interface BatchState {
  id: string;
  /**
   * - checking: its input is looked through
   * - running: it is answered, within 24 hours
   * - finishing: the results are put together
   * - stopping: it was told to stop; what is answered by then is given, and billed
   * - completed, expired, cancelled: it is over, and what was answered is there; "expired" had too little time
   * - failed: nothing was answered: `failure` says why
   */
  phase: 'checking' | 'running' | 'finishing' | 'stopping' | 'completed' | 'expired' | 'cancelled' | 'failed';
  /** Requests of it, in all and by what came of them. */
  total: number;
  answered: number;
  refused: number;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** When the server gives up what isn't answered by then: milliseconds since 1970. */
  expiresAt?: number;
  /** What it was started under. */
  marker?: string;
  outputFile?: string;
  errorFile?: string;
  failure?: EngineError;
}

const phases: Record<string, BatchState['phase']> = {
  validating: 'checking',
  in_progress: 'running',
  finalizing: 'finishing',
  cancelling: 'stopping',
  completed: 'completed',
  expired: 'expired',
  cancelled: 'cancelled',
  failed: 'failed',
};

/** Is nothing more to come? */
export function isOver({ phase }: BatchState): boolean {
  return phase === 'completed' || phase === 'expired' || phase === 'cancelled' || phase === 'failed';
}

/** The key under which a batch's marker is in its metadata. */
export const markerName = 'complexitynet';

/** A batch as the API tells of it. */
interface TheirBatch {
  id?: unknown;
  status?: unknown;
  created_at?: number;
  expires_at?: number | null;
  request_counts?: { total?: number; completed?: number; failed?: number } | null;
  metadata?: Record<string, string> | null;
  output_file_id?: string | null;
  error_file_id?: string | null;
  errors?: {
    data?: { code?: string; message?: string; line?: number | null; param?: string | null }[];
  } | null;
}

/** @throws EngineError 'not-an-answer' where it is no batch */
export function readBatch(value: unknown, connection: Connection): BatchState {
  const batch = (value ?? {}) as TheirBatch;
  const phase = phases[String(batch.status)];
  if (typeof batch.id !== 'string' || !phase) {
    throw new EngineError('not-an-answer', `${connection.baseUrl}/batches answered with no batch.`);
  }
  const { total = 0, completed = 0, failed = 0 } = batch.request_counts ?? {};
  const marker = batch.metadata?.[markerName];
  return {
    id: batch.id,
    phase,
    total,
    answered: completed,
    refused: failed,
    createdAt: (batch.created_at ?? 0) * 1000,
    ...(batch.expires_at && { expiresAt: batch.expires_at * 1000 }),
    ...(marker !== undefined && { marker }),
    ...(batch.output_file_id && { outputFile: batch.output_file_id }),
    ...(batch.error_file_id && { errorFile: batch.error_file_id }),
    ...(phase === 'failed' && { failure: failureOf(batch, connection) }),
  };
}

function failureOf({ errors }: TheirBatch, connection: Connection): EngineError {
  const [first] = errors?.data ?? [];
  if (!first)
    return new EngineError('bad-request', `${connection.name} refused the batch and didn’t say why.`);
  const place = first.line ? ` (line ${first.line} of the batch)` : '';
  const { code, param, message = '' } = first;
  const error = { status: 400, code, param, message: `${message}${place}`, error: first };
  return toEngineError(error, { connection, isOnline: true });
}
