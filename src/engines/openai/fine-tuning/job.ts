import { EngineError } from '../../../core/engine-error';
import { toEngineError } from '../errors';
import type { Connection } from '../settings';

/** "auto", or a number. */
export type Setting = 'auto' | number;

export interface Hyperparameters {
  /** 1 to 50. */
  epochs: Setting;
  /** 1 to 256. */
  batchSize: Setting;
  /** Above 0. */
  learningRate: Setting;
}

/** A fine-tuning job as the server has it: plain JSON but for `failure`. */
export interface TuningJob {
  id: string;
  /**
   * - checking: its files are looked through
   * - queued, running, paused: it isn't over
   * - succeeded: `tunedModel` can be asked
   * - failed: `failure` says why
   * - cancelled: it was told to stop
   */
  phase: 'checking' | 'queued' | 'running' | 'paused' | 'succeeded' | 'failed' | 'cancelled';
  model: string;
  tunedModel?: string;
  trainingFile: string;
  /** Tokens that are billed, once it is over. */
  trainedTokens?: number;
  /** Epochs that the server chose, once it has. */
  epochs?: number;
  resultFiles: string[];
  /** Milliseconds since 1970. */
  createdAt: number;
  /** When the server expects it to be over. */
  finishesAt?: number;
  /** What it was started under. */
  marker?: string;
  suffix?: string;
  failure?: EngineError;
}

const phases: Record<string, TuningJob['phase']> = {
  validating_files: 'checking',
  queued: 'queued',
  running: 'running',
  paused: 'paused',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Is nothing more to come? */
export function isOver({ phase }: Pick<TuningJob, 'phase'>): boolean {
  return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled';
}

/** The key under which a job's marker is in its metadata. */
export const markerName = 'complexitynet';

/** A job as the API tells of it. */
interface TheirJob {
  id?: unknown;
  status?: unknown;
  model?: string;
  fine_tuned_model?: string | null;
  training_file?: string;
  trained_tokens?: number | null;
  hyperparameters?: { n_epochs?: unknown } | null;
  result_files?: string[] | null;
  created_at?: number;
  estimated_finish?: number | null;
  metadata?: Record<string, string> | null;
  suffix?: string | null;
  user_provided_suffix?: string | null;
  error?: { code?: string | null; message?: string | null; param?: string | null } | null;
}

/** @throws EngineError 'not-an-answer' where it is no job */
export function readJob(value: unknown, connection: Connection): TuningJob {
  const job = (value ?? {}) as TheirJob;
  const phase = phases[String(job.status)];
  if (typeof job.id !== 'string' || !phase) {
    throw new EngineError(
      'not-an-answer',
      `${connection.baseUrl}/fine_tuning/jobs answered with no fine-tuning job.`,
    );
  }
  const marker = job.metadata?.[markerName];
  const suffix = job.suffix ?? job.user_provided_suffix;
  const epochs = job.hyperparameters?.n_epochs;
  return {
    id: job.id,
    phase,
    model: job.model ?? '',
    trainingFile: job.training_file ?? '',
    resultFiles: job.result_files ?? [],
    createdAt: (job.created_at ?? 0) * 1000,
    ...(job.fine_tuned_model && { tunedModel: job.fine_tuned_model }),
    ...(typeof job.trained_tokens === 'number' && { trainedTokens: job.trained_tokens }),
    ...(typeof epochs === 'number' && { epochs }),
    ...(job.estimated_finish && { finishesAt: job.estimated_finish * 1000 }),
    ...(marker !== undefined && { marker }),
    ...(suffix && { suffix }),
    ...(phase === 'failed' && { failure: failureOf(job, connection) }),
  };
}

/** Even where all is well servers tell of an `error`: `{}` or null. */
function failureOf({ error }: TheirJob, connection: Connection): EngineError {
  const { code, message } = error ?? {};
  if (!code && !message) {
    return new EngineError('bad-request', `${connection.name} gave the job up and didn’t say why.`);
  }
  return toEngineError(
    { status: 400, code, param: error?.param, message: message ?? code, error },
    { connection, isOnline: true },
  );
}
