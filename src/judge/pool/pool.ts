import type { Judgement } from '../contract';
import { JudgeError } from '../judge-error';
import type { TrialRequest } from '../worker/trial';
import { type Job, killed } from './job';
import { Lane } from './lane';
import type { Spawn } from './link';

/** So many trials are given to a worker at once, so that it never waits for the page in between. */
const batch = 16;

/** How often the judge itself may fail, at one job or at starting, until it says so. */
const mostFailures = 3;

/** So long a second try may wait for a quiet moment until one is made. */
const mostPatienceMilliseconds = 20_000;

export interface PoolOptions {
  spawn: Spawn;
  /** How many may judge at once. */
  workers: number;
  /** How many more stand ready, in place of one that has to go. */
  spare: number;
  /** Idle workers are let go after so long. */
  idleSeconds: number;
  onChange(): void;
}

export interface PoolState {
  /** Started ones, the spare among them. */
  started: number;
  running: number;
  waiting: number;
}

/**
 * Gives trials to workers. A timeout or a crash counts only once it came a second time, with nothing else running;
 * a failure of the judge itself never does.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #lanes = new Set<Lane>();
  #queue: Job[] = [];
  #again: Job[] = [];
  #exclusive = false;
  #startFailures = 0;
  #idle?: ReturnType<typeof setTimeout>;
  #runs = 0;
  #disposed?: JudgeError;
  #waitingForStart: { resolve(): void; reject(error: JudgeError): void }[] = [];

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get state(): PoolState {
    const lanes = [...this.#lanes];
    return {
      started: lanes.filter((lane) => lane.started).length,
      running: lanes.reduce((sum, lane) => sum + lane.load, 0),
      waiting: this.#queue.length + this.#again.length,
    };
  }

  /**
   * Starts a worker and the spare, where there are none, and waits for the first.
   *
   * @throws JudgeError "start-failed"
   */
  warm(): Promise<void> {
    if (this.#disposed) return Promise.reject(this.#disposed);
    if ([...this.#lanes].some((lane) => lane.started)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waitingForStart.push({ resolve, reject });
      this.#pump();
    });
  }

  /** @throws JudgeError "broken", "start-failed" or "disposed" */
  judge(request: Omit<TrialRequest, 'run'>, signal?: AbortSignal): Promise<Judgement> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      if (this.#disposed) throw this.#disposed;
      const job: Job = {
        request: { ...request, run: ++this.#runs },
        failures: 0,
        dropped: false,
        resolve,
        reject,
      };
      signal?.addEventListener('abort', () => {
        job.dropped = true;
        reject(signal.reason as Error);
        this.#pump();
      });
      this.#queue.push(job);
      this.#pump();
    });
  }

  /** Ends all workers; what waits is rejected. */
  dispose(error: JudgeError): void {
    this.#disposed = error;
    clearTimeout(this.#idle);
    this.#giveUp(
      error,
      [...this.#lanes].flatMap((lane) => lane.end()),
    );
    this.#lanes.clear();
  }

  #pump(): void {
    if (this.#disposed) return;
    clearTimeout(this.#idle);
    this.#queue = this.#queue.filter((job) => !job.dropped);
    this.#again = this.#again.filter((job) => !job.dropped);
    const busy = [...this.#lanes].filter((lane) => lane.load > 0);
    this.#fill(Math.max(1, busy.length + this.#queue.length));
    if (!this.#exclusive) this.#give(busy);
    const { running, waiting } = this.state;
    if (running + waiting === 0) {
      this.#idle = setTimeout(() => this.#letGo(), this.#options.idleSeconds * 1000);
    }
    this.#options.onChange();
  }

  #give(busy: Lane[]): void {
    const idle = [...this.#lanes].filter((lane) => lane.started && lane.load === 0);
    const [second] = this.#again;
    const overdue = second && performance.now() - second.stoppedAt! > mostPatienceMilliseconds;
    if (second && (this.#queue.length === 0 || overdue)) {
      if (busy.length > 0 || idle.length === 0) return;
      this.#exclusive = true;
      this.#again.shift();
      idle[0].give(second);
      return;
    }
    const active = [...busy, ...idle].slice(0, this.#options.workers);
    const share = Math.min(batch, Math.ceil(this.#queue.length / active.length));
    for (const lane of active) {
      for (const job of this.#queue.splice(0, share - lane.load)) lane.give(job);
    }
  }

  /** Starts what is missing. The first one starts by itself: the others start from its snapshot. */
  #fill(wanted: number): void {
    const { workers, spare, spawn } = this.#options;
    const anyStarted = [...this.#lanes].some((lane) => lane.started);
    const target = anyStarted ? Math.min(wanted, workers) + spare : 1;
    while (this.#lanes.size < target) {
      const lane = new Lane(spawn, {
        onStarted: () => this.#onStarted(),
        onDone: (job, judgement) => this.#conclude(job, judgement),
        onStuck: (stuck, others) => {
          this.#lanes.delete(lane);
          this.#queue.unshift(...others);
          this.#conclude(stuck, killed(stuck));
        },
        onRetired: (others) => {
          this.#lanes.delete(lane);
          this.#queue.unshift(...others);
        },
        onFailed: (message, jobs) => this.#onFailed(lane, message, jobs),
      });
      this.#lanes.add(lane);
    }
  }

  #onStarted(): void {
    this.#startFailures = 0;
    for (const waiting of this.#waitingForStart.splice(0)) waiting.resolve();
    this.#pump();
  }

  #conclude(job: Job, judgement: Judgement): void {
    const isFirst = job.stoppedAt === undefined;
    if (!isFirst) this.#exclusive = false;
    if (isFirst && !job.dropped && (judgement.verdict === 'timeout' || judgement.verdict === 'crash')) {
      job.stoppedAt = performance.now();
      this.#again.push(job);
    } else {
      job.resolve(judgement);
    }
    this.#pump();
  }

  #onFailed(lane: Lane, message: string, [first, ...others]: Job[]): void {
    this.#lanes.delete(lane);
    this.#queue.unshift(...others);
    const cause = new Error(message);
    if (first) {
      if (first.stoppedAt !== undefined) this.#exclusive = false;
      first.failures++;
      if (first.failures < mostFailures)
        (first.stoppedAt === undefined ? this.#queue : this.#again).unshift(first);
      else
        first.reject(
          new JudgeError('broken', `The judge failed ${mostFailures} times at this.`, true, { cause }),
        );
    } else if (!lane.started && ++this.#startFailures >= mostFailures) {
      this.#startFailures = 0;
      this.#giveUp(new JudgeError('start-failed', 'Python could not be started here.', true, { cause }));
      this.#options.onChange();
      return;
    }
    this.#pump();
  }

  #giveUp(error: JudgeError, running: Job[] = []): void {
    for (const job of [...running, ...this.#queue, ...this.#again]) job.reject(error);
    for (const waiting of this.#waitingForStart.splice(0)) waiting.reject(error);
    this.#queue = [];
    this.#again = [];
  }

  #letGo(): void {
    // One that is still starting will be idle itself, and then go.
    for (const lane of [...this.#lanes].filter((lane) => lane.started)) {
      lane.end();
      this.#lanes.delete(lane);
    }
    this.#options.onChange();
  }
}
