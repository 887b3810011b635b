/** Share of the rate that is gone on with after it was too much, and how fast it grows again (CUBIC's beta and C). */
const beta = 0.9;
const growth = 0.4;
/** From this rate on growth goes by the clock; below it, by the requests, which are then few. */
const briskRate = 20;
/** Having grown so far without trouble, growth begins anew from there. */
const rebase = 1.5;

/**
 * How many requests a second a server takes: unknown until it was too much for the first time, then a cubic around
 * the rate that was too much last, as CUBIC has it for congestion windows (RFC 9438): fast up to shortly below it,
 * slowly past it, then faster, to find out whether more is allowed by now.
 */
export class SendRate {
  #last = 0;
  #since = 0;
  #next = -Infinity;

  get isKnown(): boolean {
    return this.#last > 0;
  }

  /** Requests a second at a time in milliseconds. */
  at(now: number): number {
    const seconds = ((now - this.#since) / 1000) * Math.min(1, this.#last / briskRate);
    const plateau = Math.cbrt((1 - beta) / growth);
    const factor = 1 + growth * (seconds - plateau) ** 3;
    if (factor <= rebase) return this.#last * Math.max(beta, factor);
    const brisk = Math.min(1, (this.#last * rebase) / briskRate);
    this.#last *= rebase;
    this.#since = now - (plateau * 1000) / brisk;
    return this.#last;
  }

  /** A rate was too much: the one in force, or, where none is, this one. */
  tooMuch(now: number, found: number): void {
    this.#last = this.isKnown ? this.at(now) : found;
    this.#since = now;
  }

  /** When the next request may go: milliseconds, -Infinity where it may at once. */
  get next(): number {
    return this.isKnown ? this.#next : -Infinity;
  }

  /** A request goes. One that comes late for its turn may make up for it. */
  sent(now: number): void {
    if (!this.isKnown) return;
    const gap = 1000 / this.at(now);
    this.#next = Math.max(this.#next, now - gap) + gap;
  }
}
