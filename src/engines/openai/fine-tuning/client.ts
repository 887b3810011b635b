import type { OpenAI } from 'openai';
import { EngineError } from '../../../core/engine-error';
import { askServer, type ServerRequestOptions } from '../ask-server';
import type { Connection } from '../settings';
import { type Hyperparameters, markerName, readJob, type TuningJob } from './job';
import { listed } from './listed';

/** What a job is to do. */
export interface JobRequest {
  /** The model that is trained on. */
  model: string;
  /** Ids of files that were uploaded. */
  trainingFile: string;
  validationFile?: string;
  /** Part of the new model's name; at most 64 characters. */
  suffix?: string;
  seed?: number;
  hyperparameters: Hyperparameters;
}

/**
 * Starts a job, once: where one was started under this marker before, that is it. So, where the page closed, or the
 * connection broke, before the job's id was known, the same call again pays for nothing twice. Servers that don't
 * keep metadata are asked for a job with the same training file and suffix.
 *
 * @param marker made up and stored by the caller beforehand; at most 512 characters
 * @throws EngineError; 'no-model' where the model isn't there any more or can't be fine-tuned by this key
 * @throws DOMException "AbortError" when aborted
 */
export async function startJob(
  connection: Connection,
  request: JobRequest,
  marker: string,
  options: ServerRequestOptions = {},
): Promise<TuningJob> {
  const known = await findJob(connection, request, marker, options);
  if (known) return known;
  const { model, trainingFile, validationFile, suffix, seed, hyperparameters } = request;
  return askForJob(connection, { ...options, model }, (client, signal) =>
    client.fineTuning.jobs.create(
      {
        model,
        training_file: trainingFile,
        ...(validationFile && { validation_file: validationFile }),
        ...(suffix && { suffix }),
        ...(seed !== undefined && { seed }),
        method: {
          type: 'supervised',
          supervised: {
            hyperparameters: {
              n_epochs: hyperparameters.epochs,
              batch_size: hyperparameters.batchSize,
              learning_rate_multiplier: hyperparameters.learningRate,
            },
          },
        },
        metadata: { [markerName]: marker },
      },
      { signal },
    ),
  );
}

/**
 * The job that was started under this marker, or with this training file and suffix, among the newest.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function findJob(
  connection: Connection,
  { trainingFile, suffix }: Pick<JobRequest, 'trainingFile' | 'suffix'>,
  marker: string,
  options: ServerRequestOptions = {},
): Promise<TuningJob | undefined> {
  for await (const page of listed(connection, '/fine_tuning/jobs', options)) {
    const jobs = page.map((job) => readJob(job, connection));
    const found = jobs.find((job) =>
      job.marker === undefined
        ? job.trainingFile === trainingFile && (job.suffix ?? suffix) === suffix
        : job.marker === marker,
    );
    if (found) return found;
  }
  return undefined;
}

/**
 * How a job stands.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export function lookAtJob(
  connection: Connection,
  id: string,
  options: ServerRequestOptions = {},
): Promise<TuningJob> {
  return askForJob(connection, options, (client, signal) => client.fineTuning.jobs.retrieve(id, { signal }));
}

/**
 * Tells a job to stop. What was trained by then may be billed.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export function cancelJob(
  connection: Connection,
  id: string,
  options: ServerRequestOptions = {},
): Promise<TuningJob> {
  return askForJob(connection, options, (client, signal) => client.fineTuning.jobs.cancel(id, { signal }));
}

async function askForJob(
  connection: Connection,
  options: ServerRequestOptions,
  ask: (client: OpenAI, signal: AbortSignal) => Promise<unknown>,
): Promise<TuningJob> {
  const job = await askServer(connection, options, (client, { signal }) => ask(client, signal));
  return readJob(job, connection);
}

/** Was a job refused because a file that it names isn’t at the server any more? */
export function lacksFile(error: unknown): boolean {
  return (
    error instanceof EngineError &&
    error.code === 'bad-request' &&
    /\bfile\b.*(does not exist|not found|no such)|no such file/i.test(error.message)
  );
}
