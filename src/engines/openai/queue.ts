import { EngineError } from '../../core/engine-error';

export interface QueueOptions {
  /** How many requests go out together at first. */
  start?: number;
  most?: number;
  /** How often a request is sent again after a failure of the server's. */
  retries?: number;
  /** In [0, 1): spreads the pauses. */
  random?: () => number;
  /** Milliseconds; any origin. */
  now?: () => number;
  /** Resolves after so many milliseconds. */
  sleep?: (milliseconds: number) => Promise<void>;
}

interface Waiting {
  start(): void;
  fail(error: unknown): void;
}

/** Successes for each place among the requests under way before one more is let out. */
const firstPause = 0.5;
const longestPause = 60;

/**
 * Sends requests to one model of one server, as many together as it takes. Additive increase, multiplicative
 * decrease, as TCP does (RFC 5681): too many requests halve the number; successes raise it, fast up to shortly
 * below where it was too many, then by one for each round. A wait that the server names holds for all. Failures of
 * the server are tried again after pauses that grow; nothing else is: an answer that was had is never asked for
 * again.
 */
export class RequestQueue {
  readonly #options: Required<QueueOptions>;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #limit: number;
  /** Up to here the number rises fast. */
  #threshold = Infinity;
  #successes = 0;
  /** Requests that began before this time tell nothing new of too many. */
  #congestedAt = -Infinity;
  #pausedUntil = -Infinity;
  #isWaking = false;

  constructor(options: QueueOptions = {}) {
    this.#options = {
      start: 4,
      most: 256,
      retries: 5,
      random: Math.random,
      now: () => performance.now(),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      ...options,
    };
    this.#limit = this.#options.start;
  }

  get state(): { limit: number; running: number; waiting: number; pausedSeconds: number } {
    const paused = Math.max(0, this.#pausedUntil - this.#options.now()) / 1000;
    return {
      limit: Math.floor(this.#limit),
      running: this.#running,
      waiting: this.#waiting.length,
      pausedSeconds: paused,
    };
  }

  /**
   * Does a piece of work when there is room for it, and again after failures of the server.
   *
   * @param work sends one request
   * @throws EngineError as `work` throws it, once it isn't to be tried again
   * @throws DOMException "AbortError" when aborted
   */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (let failures = 0, refusals = 0; ;) {
      await this.#turn(signal, failures + refusals > 0);
      const startedAt = this.#options.now();
      try {
        const result = await work();
        this.#succeed();
        return result;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        if (error.code === 'rate-limit') {
          this.#congest(startedAt, error.retryAfter ?? this.#pause(refusals++));
        } else if (error.code === 'server' && failures < this.#options.retries) {
          await this.#nap(error.retryAfter ?? this.#pause(failures), signal);
          failures++;
        } else {
          if (error.scope === 'connection') this.#failAll(error);
          throw error;
        }
      } finally {
        this.#running--;
        this.#wake();
      }
    }
  }

  /** Waits for room. Those who come again come first: they have waited longest. */
  #turn(signal: AbortSignal | undefined, comesAgain: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const leave = () => {
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(signal!.reason as Error);
      };
      const waiting: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', leave);
          this.#running++;
          resolve();
        },
        fail: (error) => {
          signal?.removeEventListener('abort', leave);
          reject(error as Error);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      if (comesAgain) this.#waiting.unshift(waiting);
      else this.#waiting.push(waiting);
      this.#wake();
    });
  }

  #wake(): void {
    const pause = this.#pausedUntil - this.#options.now();
    if (pause > 0) {
      if (this.#isWaking) return;
      this.#isWaking = true;
      void this.#options.sleep(pause).then(() => {
        this.#isWaking = false;
        this.#wake();
      });
      return;
    }
    while (this.#waiting.length && this.#running < Math.floor(this.#limit)) this.#waiting.shift()!.start();
  }

  #succeed(): void {
    if (this.#limit < this.#threshold && this.#threshold !== Infinity) this.#limit += 1;
    else if (++this.#successes >= this.#limit) {
      this.#successes = 0;
      this.#limit += 1;
    }
    this.#limit = Math.min(this.#limit, this.#options.most);
  }

  #congest(startedAt: number, seconds: number): void {
    const now = this.#options.now();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + seconds * 1000);
    // The others that were under way met the same limit.
    if (startedAt < this.#congestedAt) return;
    this.#congestedAt = now;
    this.#threshold = this.#limit * 0.95;
    this.#limit = Math.max(1, this.#limit / 2);
    this.#successes = 0;
  }

  /** Seconds before try n + 1: they double, with "equal jitter". */
  #pause(tries: number): number {
    const full = Math.min(longestPause, firstPause * 2 ** tries);
    return full / 2 + (full / 2) * this.#options.random();
  }

  async #nap(seconds: number, signal?: AbortSignal): Promise<void> {
    await Promise.race([
      this.#options.sleep(seconds * 1000),
      new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
      ),
    ]);
  }

  #failAll(error: EngineError): void {
    for (const waiting of this.#waiting.splice(0)) waiting.fail(error);
  }
}
