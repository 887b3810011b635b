import type { RunOptions } from '../core/interfaces';
import type { Judge, JudgedAnswer, JudgedTask, Judgement, JudgeOptions, JudgeState, Place } from './contract';
import { JudgeError } from './judge-error';
import type { Spawn } from './pool/link';
import { Pool } from './pool/pool';

/** What starts Pythons, once it is open. */
export interface Host {
  place: Place;
  notice?: string;
  /** How many Pythons it has room for. */
  room: number;
  spawn: Spawn;
  close(): void;
}

export interface PoolJudgeOptions {
  /** How many judge at once. */
  workers: number;
  /** How many more stand ready; 1 unless told otherwise. */
  spare?: number;
  /** Idle workers are let go after so long; a minute unless told otherwise. */
  idleSeconds?: number;
  /** Opens what Pythons run in; tells as it goes. */
  open(options: RunOptions & { onLoaded(): void }): Promise<Host>;
}

/** The shortest deadline, in seconds, and how much longer than the reference solution an answer may take. */
const leastDeadline = 4;
const deadlinePerReference = 4;

/** A judge over a pool of Pythons, wherever they run. */
export class PoolJudge implements Judge {
  readonly #options: PoolJudgeOptions;
  readonly #listeners = new Set<(state: JudgeState) => void>();
  #state: JudgeState = { phase: 'idle' };
  #opening?: Promise<{ host: Host; pool: Pool }>;
  #opened?: { host: Host; pool: Pool };
  #progress = new Set<NonNullable<RunOptions['onProgress']>>();

  constructor(options: PoolJudgeOptions) {
    this.#options = options;
  }

  get state(): JudgeState {
    return this.#state;
  }

  subscribe(listener: (state: JudgeState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async prepare({ signal, onProgress }: RunOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (onProgress) this.#progress.add(onProgress);
    try {
      await unlessAborted(this.#open(), signal);
    } finally {
      if (onProgress) this.#progress.delete(onProgress);
    }
  }

  async judge(answer: string, task: JudgedTask, options: JudgeOptions = {}): Promise<Judgement> {
    const { signal, strictness = 'lenient', form = 'answer' } = options;
    signal?.throwIfAborted();
    const { pool } = await unlessAborted(this.#open(), signal);
    const { tests, setup = '', entryPoint = '', referenceSeconds = 0 } = task;
    const chosen = options.tests ?? tests.map((_, index) => index);
    const deadlineSeconds =
      options.deadlineSeconds ?? Math.max(leastDeadline, deadlinePerReference * referenceSeconds);
    return pool.judge(
      { text: answer, form, strictness, tests, chosen, setup, entryPoint, deadlineSeconds },
      signal,
    );
  }

  judgeMany(
    answers: readonly JudgedAnswer[],
    {
      signal,
      onJudged,
    }: { signal?: AbortSignal; onJudged?: (index: number, judgement: Judgement) => void } = {},
  ): Promise<Judgement[]> {
    return Promise.all(
      answers.map(async ({ answer, task, ...options }, index) => {
        const judgement = await this.judge(answer, task, { ...options, signal });
        onJudged?.(index, judgement);
        return judgement;
      }),
    );
  }

  dispose(): void {
    const error = new JudgeError('disposed', 'The judge was closed.', true);
    this.#opened?.pool.dispose(error);
    this.#opened?.host.close();
    this.#opened = undefined;
    // What is still opening is closed once it is open.
    this.#opening = Promise.reject(error);
    this.#opening.catch(() => {});
    this.#become({ phase: 'disposed' });
  }

  /** Opens the host and starts the first Python, once; again where that failed. */
  #open(): Promise<{ host: Host; pool: Pool }> {
    this.#opening ??= this.#start().catch((error: unknown) => {
      const failure =
        error instanceof JudgeError
          ? error
          : new JudgeError('start-failed', 'The judge could not be started.', true, { cause: error });
      if (this.#state.phase !== 'disposed') {
        this.#opening = undefined;
        this.#become({ phase: 'failed', error: failure });
      }
      throw failure;
    });
    return this.#opening;
  }

  async #start(): Promise<{ host: Host; pool: Pool }> {
    const host = await this.#options.open({
      onProgress: (progress) => {
        this.#become({ phase: 'loading', ...progress });
        for (const listener of this.#progress) listener(progress);
      },
      onLoaded: () => this.#become({ phase: 'starting' }),
    });
    const { workers, spare = 1, idleSeconds = 60 } = this.#options;
    const pool = new Pool({
      spawn: host.spawn,
      workers: Math.min(workers, host.room),
      spare: Math.min(spare, host.room - 1),
      idleSeconds,
      onChange: () => this.#showPool(),
    });
    try {
      if (this.#state.phase === 'disposed') throw new JudgeError('disposed', 'The judge was closed.', true);
      await pool.warm();
      if (this.#isDisposed()) throw new JudgeError('disposed', 'The judge was closed.', true);
    } catch (error) {
      pool.dispose(error as JudgeError);
      host.close();
      throw error;
    }
    this.#opened = { host, pool };
    this.#showPool();
    return this.#opened;
  }

  #isDisposed(): boolean {
    return this.#state.phase === 'disposed';
  }

  #showPool(): void {
    if (!this.#opened) return;
    const { host, pool } = this.#opened;
    const { started, running, waiting } = pool.state;
    const workers = Math.min(started, this.#options.workers);
    this.#become({
      phase: 'ready',
      place: host.place,
      ...(host.notice !== undefined && { notice: host.notice }),
      workers,
      spare: started - workers,
      running,
      waiting,
    });
  }

  #become(state: JudgeState): void {
    if (this.#state.phase === 'disposed') return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** The value, unless the signal comes first: what is awaited goes on for others. */
function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}
