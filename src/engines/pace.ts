/** Seconds over which the pace is averaged: it follows a network that changes, and doesn't jump. */
const memory = 5;

/** Tells how long the rest of a transfer will take, from what it was told so far. */
export class Pace {
  #at: number;
  #done: number;
  /** Bytes a second. */
  #rate?: number;

  /**
   * @param at milliseconds, of any clock that goes on evenly
   * @param done bytes that were there before it began, which say nothing of the pace
   */
  constructor(at: number, done = 0) {
    this.#at = at;
    this.#done = done;
  }

  /** Seconds left, or null while nothing can be said: at first, while it stands still, where the total isn't known. */
  secondsLeft(at: number, done: number, total: number): number | null {
    const seconds = (at - this.#at) / 1000;
    if (seconds >= 0.25) {
      const rate = Math.max(0, done - this.#done) / seconds;
      const weight = this.#rate === undefined ? 1 : 1 - Math.exp(-seconds / memory);
      this.#rate = (this.#rate ?? 0) * (1 - weight) + rate * weight;
      this.#at = at;
      this.#done = done;
    }
    if (!this.#rate || total <= 0) return null;
    return Math.max(0, total - done) / this.#rate;
  }
}
