/** A token bucket: so many requests a second, and as many at once as it holds. */
export class Pace {
  #tokens: number;
  #at = performance.now();

  constructor(
    readonly perSecond: number,
    readonly burst: number,
  ) {
    this.#tokens = burst;
  }

  /** Takes a token, or says after how many seconds there will be one. */
  take(): { ok: true } | { ok: false; seconds: number } {
    const now = performance.now();
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#at) / 1000) * this.perSecond);
    this.#at = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return { ok: true };
    }
    return { ok: false, seconds: (1 - this.#tokens) / this.perSecond };
  }
}
