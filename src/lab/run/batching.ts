import { EngineError } from '../../core/engine-error';
import type { Intent } from '../../core/live-experiment';
import type { BatchGroup } from '../../engines/openai/batch/lines';
import type { BatchResults } from '../../engines/openai/batch/results';
import { promptFor } from '../live-trials';
import { type Call, perhapsPaid } from './call';
import type { Calling } from './calling';
import type { BatchClient, BatchJob } from './contract';
import type { Desk } from './desk';
import { pauseSeconds } from './gate';
import type { Intake } from './intake';
import type { Ask } from './plan';
import { promptHash } from './settled';

/** Requests of one job: fewer than the API's 50,000, so that the file stays below its 200 MB. */
const mostRequests = 10_000;

interface Job {
  shown: BatchJob;
  /** Its id at the server, once that is known. */
  id?: string;
  calls: Call[];
  isCancelled: boolean;
}

/**
 * Calls that are made by batch jobs. A job's marker is stored with its calls' intents before anything is sent, and
 * is what it is found by after a reload: a job is started once, and followed until it is over.
 */
export class Batching {
  readonly #desk: Desk;
  readonly #intake: Intake;
  readonly #calling: Calling;
  readonly #jobs = new Set<Job>();
  #number = 0;

  constructor(desk: Desk, intake: Intake, calling: Calling) {
    this.#desk = desk;
    this.#intake = intake;
    this.#calling = calling;
  }

  get jobs(): BatchJob[] {
    return [...this.#jobs].map(({ shown }) => ({ ...shown }));
  }

  /** Gives calls of batched models the marker of the job that they will be part of. */
  mark(calls: readonly Call[]): void {
    const counts = new Map<number, { marker: string; calls: number }>();
    for (const call of calls) {
      if (!this.#desk.lane(call.ask).isBatched || !this.#desk.options.services.batchesOf) continue;
      let job = counts.get(call.ask.model);
      if (!job || job.calls === mostRequests) {
        job = { marker: `${Date.now().toString(36)}-${++this.#number}-${call.id}`, calls: 0 };
        counts.set(call.ask.model, job);
      }
      job.calls++;
      call.batch = job.marker;
    }
  }

  /** Starts the jobs of marked calls whose intents are stored. */
  carryOut(calls: readonly Call[]): void {
    for (const ofJob of byMarker(calls)) {
      // Answers that came by another way meanwhile are not asked for.
      for (const call of ofJob) if (call.left.size === 0) this.#end(call);
      this.#run(
        ofJob.filter(({ left }) => left.size > 0),
        true,
      );
    }
  }

  /**
   * Goes on with the jobs of an earlier page, found by the intents that it left.
   *
   * @throws StoreError; what `textOf` throws: the jobs are then left as they are
   */
  async resume(): Promise<void> {
    const { services, books } = this.#desk.options;
    if (!services.batchesOf) return;
    const intents = (await services.experiments.intents(books.definition.id)).filter(
      ({ batch, task }) => batch !== undefined && books.definition.taskIds.includes(task),
    );
    const calls = await Promise.all([...callsOf(intents).values()].map((ofCall) => this.#restored(ofCall)));
    const known = calls.filter((call) => call !== undefined);
    for (const call of known) {
      books.ledger.reserve(call.each * call.left.size);
      this.#desk.lane(call.ask).out++;
      this.#desk.calls.add(call);
    }
    for (const ofJob of byMarker(known)) this.#run(ofJob, false);
  }

  /** Resolves when the servers know. */
  async cancel(): Promise<void> {
    const { onProblem } = this.#desk.options;
    await Promise.all(
      [...this.#jobs].map(async (job) => {
        job.isCancelled = true;
        if (job.id === undefined) return;
        try {
          await (await this.#client(job)).cancel(job.id);
        } catch (error) {
          onProblem(error);
        }
      }),
    );
  }

  async #restored(intents: readonly Intent[]): Promise<Call | undefined> {
    const { services, books } = this.#desk.options;
    const { definition } = books;
    const [{ task, model: id, call, reserved, batch }] = intents;
    const model = definition.models.findIndex((one) => one.id === id);
    if (model < 0) return undefined;
    const text = await services.textOf(task);
    const prompt = promptFor(definition.models[model], text, definition.visibleTests);
    const indices = intents.map(({ index }) => index).sort((a, b) => a - b);
    const ask: Ask = { task, model, indices };
    return {
      ...{ id: call, ask, prompt, promptHash: promptHash(prompt.prompt), each: reserved, batch },
      ...{ left: new Set(indices), abort: new AbortController() },
    };
  }

  /** @param isNew are its calls new, so that the job is to be started where it isn't there? */
  #run(calls: Call[], isNew: boolean): void {
    if (calls.length === 0) return;
    const [{ batch, ask }] = calls;
    const { definition } = this.#desk.options.books;
    const model = definition.models[ask.model].id;
    const shown: BatchJob = { model, marker: batch!, phase: 'starting', total: calls.length, answered: 0 };
    const job: Job = { shown, calls, isCancelled: false };
    this.#jobs.add(job);
    void this.#carry(job, isNew)
      .catch((error: unknown) => this.#fail(job, error))
      .catch(this.#desk.options.onProblem)
      .finally(() => {
        this.#jobs.delete(job);
        for (const call of calls) this.#end(call);
        this.#desk.lanes.reconsider();
        this.#desk.fill();
      });
  }

  async #carry(job: Job, isNew: boolean): Promise<void> {
    const { signal } = job.calls[0].abort;
    const { marker } = job.shown;
    const client = await this.#client(job);
    const groups = job.calls.map((call) => this.#groupOf(call));
    const started = isNew
      ? await this.#patiently(job, signal, () => client.start(marker, groups, signal))
      : await this.#patiently(job, signal, () => client.find(marker, signal));
    // A page ended before it was started: nothing was paid.
    if (!started) return this.#drop(job, false);
    job.id = started.id;
    const onState = (state: typeof started) => {
      const { phase, answered, createdAt } = state;
      job.shown = { model: job.shown.model, marker, phase, total: job.calls.length, answered, createdAt };
      this.#desk.options.onChange();
    };
    onState(started);
    if (job.isCancelled) await client.cancel(started.id);
    const onProblem = (error: Error) => {
      job.shown = { ...job.shown, problem: error.message };
      this.#desk.options.onChange();
    };
    const state = await client.follow(started.id, { signal, onState, onProblem });
    const results = await this.#patiently(job, signal, () => client.collect(state, groups, signal));
    this.#take(job, results);
    if (job.isCancelled) return this.#drop(job, false);
    for (const call of job.calls) {
      if (call.left.size === 0) continue;
      const refused = results.failures.get(call.id);
      // A batch that ended too early doesn't bill what it left out.
      const told = refused?.code === 'no-answer' ? undefined : refused;
      const error = state.failure ?? told ?? this.#unanswered(job);
      await this.#calling.break(call, error, performance.now());
    }
  }

  #take(job: Job, { answers }: BatchResults): void {
    for (const call of job.calls) {
      const indices = [...call.left];
      // All of a call at once: they are kept in one transaction, or none of them is.
      answers.get(call.id)?.forEach((answer, sample) => this.#intake.take(call, indices[sample], answer));
    }
  }

  #unanswered({ shown: { model } }: Job): EngineError {
    const remedy = 'It is asked for again in another batch.';
    return new EngineError('too-few', `The batch of ${model} ended without this answer.`, { remedy });
  }

  /** Waits out what passes by itself. */
  async #patiently<Result>(job: Job, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    const { pacing } = this.#desk.options;
    for (let tries = 0; ; tries++) {
      try {
        return await work();
      } catch (error) {
        const mayPass = error instanceof EngineError && error.retryable && tries < pacing.retries;
        if (!mayPass || signal.aborted) throw error;
        job.shown = { ...job.shown, problem: error.message };
        this.#desk.options.onChange();
        const seconds = Math.max(pauseSeconds(tries, pacing), error.retryAfter ?? 0);
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
        signal.throwIfAborted();
      }
    }
  }

  /** The job could not be started, followed or collected. */
  async #fail(job: Job, error: unknown): Promise<void> {
    const { signal } = job.calls[0].abort;
    // The run pauses: the job goes on at its server.
    if (signal.aborted) return this.#leave(job);
    const wasRefused = error instanceof EngineError && !error.retryable && !perhapsPaid(error);
    if (job.id === undefined && wasRefused) {
      for (const call of job.calls) await this.#calling.break(call, error, performance.now());
      return;
    }
    // It may be there, and be paid for: it is looked for again at the next start.
    this.#leave(job);
    const { message, remedy = '', code = 'unexpected' } = error as Partial<EngineError> & Error;
    this.#desk.lane(job.calls[0].ask).gates.model.halt ??= { code, message, remedy };
  }

  /** Its intents stay: the next start finds it by them. */
  #leave({ calls }: Job): void {
    const { ledger } = this.#desk.options.books;
    for (const call of calls) ledger.release(call.each * call.left.size, false);
  }

  /** What it has no answers to is not asked for any more, or is asked anew. */
  async #drop(job: Job, isPaid: boolean): Promise<void> {
    const { books, writer } = this.#desk.options;
    for (const call of job.calls.filter(({ left }) => left.size > 0)) {
      const ask = { ...call.ask, indices: [...call.left] };
      books.ledger.release(call.each * call.left.size, isPaid);
      await Promise.all(this.#desk.keys(ask).map(writer.abandon));
      this.#desk.mark(ask, 'missing');
      if (!job.isCancelled && !this.#desk.isClosing) {
        this.#desk.mark(ask, 'pending');
        this.#desk.lane(ask).ready.push(ask);
      }
    }
    if (job.isCancelled) this.#desk.stopAsking();
  }

  #end(call: Call): void {
    if (this.#desk.calls.delete(call)) this.#desk.lane(call.ask).out--;
  }

  #groupOf({ id, prompt, left }: Call): BatchGroup {
    const { sampling } = this.#desk.options.books.definition;
    return { id, request: { ...prompt.prompt, ...sampling }, samples: left.size };
  }

  #client({ calls }: Job): Promise<BatchClient> {
    const { services, books } = this.#desk.options;
    return services.batchesOf!(books.definition.models[calls[0].ask.model]);
  }
}

function byMarker(calls: readonly Call[]): Call[][] {
  const jobs = new Map<string, Call[]>();
  for (const call of calls) {
    if (!jobs.has(call.batch!)) jobs.set(call.batch!, []);
    jobs.get(call.batch!)!.push(call);
  }
  return [...jobs.values()];
}

function callsOf(intents: readonly Intent[]): Map<string, Intent[]> {
  const calls = new Map<string, Intent[]>();
  for (const intent of intents) {
    const id = JSON.stringify([intent.batch, intent.call]);
    if (!calls.has(id)) calls.set(id, []);
    calls.get(id)!.push(intent);
  }
  return calls;
}
