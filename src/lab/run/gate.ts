import type { Halt } from './contract';

/** What a gate is told of a failure. */
export interface GateFailure {
  retryable: boolean;
  /** Seconds, where the server named them. */
  retryAfter?: number;
  halt: Omit<Halt, 'models'>;
}

/** Longer waits that a server names, as for a day's limit, are for the visitor to decide on. */
const longestWait = 300;

/**
 * Holds up all that is asked of one model, or of one connection: for pauses that grow, while what is wrong may
 * pass, then until the visitor starts again.
 */
export class Gate {
  /** Milliseconds, of the clock that is handed in. */
  #closedUntil = -Infinity;
  #closedAt = -Infinity;
  #failures = 0;
  halt: GateFailure['halt'] | undefined;

  constructor(private readonly pacing: { retries: number; firstPause: number; longestPause: number }) {}

  isOpen(now: number): boolean {
    return !this.halt && now >= this.#closedUntil;
  }

  /** Is it closed for a while only? */
  isWaiting(now: number): boolean {
    return !this.halt && now < this.#closedUntil;
  }

  /**
   * @param startedAt when the call that failed began: calls that were out when it closed tell nothing new
   * @returns milliseconds until it opens; undefined where it doesn't by itself
   */
  fail({ retryable, retryAfter = 0, halt }: GateFailure, startedAt: number, now: number): number | undefined {
    if (!retryable || retryAfter > longestWait) {
      this.halt ??= halt;
      return undefined;
    }
    if (startedAt < this.#closedAt || this.halt) {
      return this.halt ? undefined : Math.max(0, this.#closedUntil - now);
    }
    if (this.#failures >= this.pacing.retries) {
      this.halt = halt;
      return undefined;
    }
    const pause = pauseSeconds(this.#failures++, this.pacing);
    this.#closedAt = now;
    this.#closedUntil = now + Math.max(pause, retryAfter) * 1000;
    return this.#closedUntil - now;
  }

  succeed(): void {
    this.#failures = 0;
  }
}

/** Seconds before try n + 1. */
export function pauseSeconds(tries: number, pacing: { firstPause: number; longestPause: number }): number {
  return Math.min(pacing.longestPause, pacing.firstPause * 2 ** tries);
}
