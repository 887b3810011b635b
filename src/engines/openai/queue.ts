import { EngineError } from '../../core/engine-error';
import { SendRate } from './send-rate';

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

/** Seconds before a second try where the server names no time, and the most. */
const firstPause = 0.5;
const longestPause = 60;
/** A server that names a longer wait, as for a day’s limit, is for the visitor to decide on. */
const longestWait = 300;
/** Under way at once: so many times what the rate and the time of an answer make. */
const headroom = 2;

/**
 * Sends requests to one model of one server, as fast as it takes them. It begins with a few at once and one more
 * for each success, until the server says that it is too much. Then half as many go, and from then on a rate is
 * kept, which finds the server's limit and follows it (send-rate.ts). A wait that the server names holds for all.
 * Failures of the server are tried again after pauses that grow; nothing else is: an answer that was had is never
 * asked for again.
 */
export class RequestQueue {
  readonly #options: Required<QueueOptions>;
  readonly #waiting: Waiting[] = [];
  readonly #rate = new SendRate();
  #running = 0;
  /** How many at once while no rate is known. */
  #limit: number;
  /** Seconds of an answer, smoothed; 0 where none came yet. */
  #answerSeconds = 0;
  /** Requests that began before this time tell nothing new of too many. */
  #refusedAt = -Infinity;
  /** Refusals in a row. */
  #strikes = 0;
  #pausedUntil = -Infinity;
  #isWaking = false;

  constructor(options: QueueOptions = {}) {
    this.#options = {
      start: 4,
      most: 64,
      retries: 5,
      random: Math.random,
      now: () => performance.now(),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      ...options,
    };
    this.#limit = this.#options.start;
  }

  get state(): { limit: number; running: number; waiting: number; pausedSeconds: number } {
    const pausedSeconds = Math.max(0, this.#pausedUntil - this.#options.now()) / 1000;
    return { limit: this.#room(), running: this.#running, waiting: this.#waiting.length, pausedSeconds };
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
        this.#succeed(startedAt);
        return result;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        if (error.code === 'rate-limit' && (error.retryAfter ?? 0) <= longestWait) {
          this.#refuse(startedAt, error.retryAfter);
        } else if (error.code === 'server' && failures < this.#options.retries) {
          await this.#nap(error.retryAfter ?? this.#pause(failures++), signal);
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

  #room(): number {
    const { most, start, now } = this.#options;
    if (!this.#rate.isKnown) return Math.min(most, Math.floor(this.#limit));
    return Math.min(most, Math.max(start, Math.ceil(this.#rate.at(now()) * this.#answerSeconds * headroom)));
  }

  #wake(): void {
    const { now, sleep } = this.#options;
    while (this.#waiting.length && this.#running < this.#room()) {
      const pause = Math.max(this.#pausedUntil, this.#rate.next) - now();
      if (pause > 0) {
        if (this.#isWaking) return;
        this.#isWaking = true;
        void sleep(pause).then(() => {
          this.#isWaking = false;
          this.#wake();
        });
        return;
      }
      this.#rate.sent(now());
      this.#waiting.shift()!.start();
    }
  }

  #succeed(startedAt: number): void {
    const seconds = (this.#options.now() - startedAt) / 1000;
    this.#answerSeconds = this.#answerSeconds ? 0.9 * this.#answerSeconds + 0.1 * seconds : seconds;
    this.#strikes = 0;
    if (!this.#rate.isKnown) this.#limit += 1;
  }

  #refuse(startedAt: number, retryAfter: number | undefined): void {
    const now = this.#options.now();
    const rate = this.#rate.isKnown ? this.#rate.at(now) : 0;
    // At a rate that is known, a pause of a few requests is enough to begin with.
    const own = rate ? Math.min(longestPause, 2 ** this.#strikes / rate) : this.#pause(this.#strikes);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + (retryAfter ?? own) * 1000);
    // The others that were under way met the same limit.
    if (startedAt < this.#refusedAt) return;
    this.#refusedAt = now;
    this.#strikes++;
    this.#limit = Math.max(1, this.#limit / 2);
    // As many were under way as are answered in the time of one answer.
    if (this.#rate.isKnown || this.#answerSeconds)
      this.#rate.tooMuch(now, this.#running / this.#answerSeconds);
  }

  /** Seconds before try n + 1: they double, with "equal jitter". */
  #pause(tries: number): number {
    const full = Math.min(longestPause, firstPause * 2 ** tries);
    return full / 2 + (full / 2) * this.#options.random();
  }

  async #nap(seconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    let leave: (() => void) | undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal!.reason as Error);
      signal?.addEventListener('abort', leave, { once: true });
    });
    try {
      await Promise.race([this.#options.sleep(seconds * 1000), left]);
    } finally {
      signal?.removeEventListener('abort', leave!);
    }
  }

  #failAll(error: EngineError): void {
    for (const waiting of this.#waiting.splice(0)) waiting.fail(error);
  }
}
