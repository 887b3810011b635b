import type { Judgement } from '../contract';
import type { TrialResult } from '../worker/trial';
import type { Job } from './job';
import type { MachineLink, Spawn } from './link';

/** Beyond its deadline, a trial gets this long until its worker is ended. */
const graceSeconds = 1.5;

/** How long a Python may take to start. */
const startSeconds = 90;

/** A page that was busy may have the answer waiting: it gets this long to read it. */
const readMilliseconds = 100;

export interface LaneEvents {
  onStarted(): void;
  onDone(job: Job, judgement: Judgement): void;
  /** A job ran over its deadline and took the worker with it; the others never began. */
  onStuck(stuck: Job, others: Job[]): void;
  /** The worker is of no use any more; these never began. */
  onRetired(others: Job[]): void;
  /** The worker failed; the first job may have had a part in it. */
  onFailed(message: string, jobs: Job[]): void;
}

/** One worker, with the jobs given to it. Once ended, it tells nothing. */
export class Lane {
  readonly #events: LaneEvents;
  readonly #link: MachineLink;
  #jobs: Job[] = [];
  #started = false;
  #ended = false;
  #watchdog?: ReturnType<typeof setTimeout>;

  constructor(spawn: Spawn, events: LaneEvents) {
    this.#events = events;
    this.#watch(startSeconds, () => this.#fail('Python never started'));
    this.#link = spawn({
      onStarted: () => this.#start(),
      onFailed: (message) => this.#fail(message),
      onFound: (run, { code, leniency }) => {
        const [job] = this.#jobs;
        if (job?.request.run === run) job.found = { code, leniency };
      },
      onResult: (result) => this.#receive(result),
    });
  }

  get started(): boolean {
    return this.#started;
  }

  /** How many jobs it has. */
  get load(): number {
    return this.#jobs.length;
  }

  give(job: Job): void {
    this.#jobs.push(job);
    this.#link.send(job.request, job.stoppedAt !== undefined);
    if (this.#jobs.length === 1) this.#watchFirst();
  }

  /** Ends the worker, and gives back its jobs. */
  end(): Job[] {
    const jobs = this.#jobs;
    this.#jobs = [];
    this.#ended = true;
    clearTimeout(this.#watchdog);
    this.#link.kill();
    return jobs;
  }

  #start(): void {
    if (this.#ended) return;
    clearTimeout(this.#watchdog);
    this.#started = true;
    this.#events.onStarted();
  }

  #receive({ run, judgement, recycle }: TrialResult): void {
    if (this.#ended || this.#jobs[0]?.request.run !== run) return;
    const job = this.#jobs.shift()!;
    if (recycle) this.#events.onRetired(this.end());
    else this.#watchFirst();
    this.#events.onDone(job, judgement);
  }

  #watchFirst(): void {
    clearTimeout(this.#watchdog);
    const [job] = this.#jobs;
    if (!job) return;
    this.#watch(job.request.deadlineSeconds + graceSeconds, () => {
      const [stuck, ...others] = this.end();
      this.#events.onStuck(stuck, others);
    });
  }

  #watch(seconds: number, bite: () => void): void {
    this.#watchdog = setTimeout(() => (this.#watchdog = setTimeout(bite, readMilliseconds)), seconds * 1000);
  }

  #fail(message: string): void {
    if (!this.#ended) this.#events.onFailed(message, this.end());
  }
}
