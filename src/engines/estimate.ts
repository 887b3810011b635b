/** How long a download still takes, by its speed over the last seconds. */
export class Estimate {
  readonly #now: () => number;
  readonly #marks: { at: number; done: number }[];

  /** @param done what is there at the beginning, which tells nothing of the speed */
  constructor(done: number, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#marks = [{ at: now(), done }];
  }

  /** Seconds, or null while too little is known. */
  secondsLeft(done: number, total: number): number | null {
    const at = this.#now();
    this.#marks.push({ at, done });
    while (this.#marks.length > 2 && at - this.#marks[0].at > 15_000) this.#marks.shift();
    const [first] = this.#marks;
    const seconds = (at - first.at) / 1000;
    const speed = (done - first.done) / seconds;
    return total > 0 && seconds > 1 && speed > 0 ? Math.max(0, (total - done) / speed) : null;
  }
}
