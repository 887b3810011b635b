import { EngineError } from '../../core/engine-error';
import { without } from '../../core/without';
import { lacksFile, startJob } from '../../engines/openai/fine-tuning/client';
import { uploadOnce } from '../../engines/openai/fine-tuning/files';
import { followJob } from '../../engines/openai/fine-tuning/follow';
import type { TuningJob } from '../../engines/openai/fine-tuning/job';
import { resultsOf } from '../../engines/openai/fine-tuning/result';
import type { Connection } from '../../engines/openai/settings';
import type { Method, Stage } from './contract';
import { tuningCost } from './cost';
import { tuningFiles } from './files';
import { connectionOf, problemOf, Standstill, type Work } from './work';

type Trained = Extract<Method, { kind: 'fine-tuned' }>;
type At<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

/** From the labels to files at the server. */
export async function upload(work: Work, method: Trained): Promise<void> {
  const connection = connectionOf(work, method.base.connection);
  await checkBudget(work);
  work.doing('Writing the training file.');
  const files = (await tuningFiles(work.tuning, work.services))!;
  work.doing(`Sending the training file to ${connection.name}.`);
  const training = await uploadOnce(connection, files.training, await asking(work, connection));
  const validation = files.validation
    ? await uploadOnce(connection, files.validation, await asking(work, connection))
    : undefined;
  await work.change({
    stage: { kind: 'uploaded', files: { training, ...(validation && { validation }) } },
  });
}

/** From files to a job: the one that was begun before, where the page was closed before its id was known. */
export async function begin(work: Work, method: Trained, { files }: At<'uploaded'>): Promise<void> {
  const { base, hyperparameters, suffix } = method;
  const connection = connectionOf(work, base.connection);
  work.doing(`Starting the job at ${connection.name}.`);
  const { id, seed, notes } = work.tuning;
  const request = {
    model: base.model,
    trainingFile: files.training,
    ...(files.validation && { validationFile: files.validation }),
    ...(suffix && { suffix }),
    ...{ seed, hyperparameters },
  };
  try {
    const job = await startJob(connection, request, id, await asking(work, connection));
    await work.change({ stage: { kind: 'training', files, job: without(job, 'failure') } });
  } catch (error) {
    const note = 'The files were no longer at the server, and were sent again.';
    if (!lacksFile(error) || notes.includes(note)) throw error;
    await work.change({ stage: { kind: 'drafted' }, notes: [...notes, note] });
  }
}

/** From a job to its model, or to why there is none. */
export async function follow(work: Work, method: Trained, { files, job }: At<'training'>): Promise<void> {
  const connection = connectionOf(work, method.base.connection);
  const { services, kept, tuning, signal, events } = work;
  work.doing(`The job is at ${connection.name}, and goes on there if this page is closed.`);
  const over = await followJob(connection, job.id, {
    keyFor: services.keyFor,
    known: events,
    signal,
    ...(services.sleep && { sleep: services.sleep }),
    onLook: async (seen, newer) => {
      work.passing();
      if (newer.length) await kept.putEvents(tuning.id, [...events, ...newer]);
      events.push(...newer);
      await work.change({ stage: { kind: 'training', files, job: without(seen, 'failure') } });
    },
    onProblem: ({ message }) => work.passing(message),
  });
  await finish(work, connection, over);
}

async function finish(work: Work, connection: Connection, job: TuningJob): Promise<void> {
  const trained = job.trainedTokens !== undefined && { trainedTokens: job.trainedTokens };
  if (job.phase === 'cancelled') return work.change({ ...trained, stage: { kind: 'cancelled' } });
  if (job.phase === 'failed' || !job.tunedModel) {
    const problem = problemOf(
      job.failure ??
        new EngineError('not-an-answer', `${connection.name} names no model that came of the job.`),
    );
    return work.change({ ...trained, stage: { kind: 'failed', problem } });
  }
  await work.change({
    ...trained,
    ...(await lossesOf(work, connection, job)),
    stage: { kind: 'asking', model: job.tunedModel },
  });
}

/** Without its result file a job is no worse: the events tell of losses too. */
async function lossesOf(work: Work, connection: Connection, { resultFiles }: TuningJob) {
  try {
    const losses = await resultsOf(connection, resultFiles, await asking(work, connection));
    return losses.length ? { losses } : {};
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { notes: [...work.tuning.notes, `The job’s result file could not be had. ${error.message}`] };
  }
}

async function asking({ services, signal }: Work, { baseUrl }: Connection) {
  return { key: await services.keyFor(baseUrl), signal };
}

/** @throws Standstill where training may cost more than the budget */
async function checkBudget({ tuning, services }: Work): Promise<void> {
  if (tuning.budget === undefined) return;
  const { training } = await tuningCost(tuning, services);
  if (training?.dollars === undefined || training.dollars <= tuning.budget) return;
  throw new Standstill({
    code: 'budget',
    message: `Training may cost $${training.dollars.toFixed(4)}, more than the budget of $${tuning.budget}.`,
    remedy: 'Raise the budget, or train for fewer epochs.',
  });
}
