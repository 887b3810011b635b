/** How long code that catches the interrupt may go on before it is interrupted at every poll. */
const graceMilliseconds = 50;

/**
 * Interrupts Python once its time is over. Pyodide polls element 0 of its interrupt buffer; where there is no
 * SharedArrayBuffer to write to from outside, a getter that looks at the clock serves as well.
 */
export class Deadline {
  #at = Infinity;
  #trips = 0;

  /** For `setInterruptBuffer`: 2 is SIGINT. */
  readonly buffer = Object.defineProperty({}, 0, {
    get: () => (performance.now() > this.#at ? this.#trip() : 0),
    set: () => {},
  });

  start(seconds: number): void {
    this.#trips = 0;
    this.#at = performance.now() + seconds * 1000;
  }

  stop(): void {
    this.#at = Infinity;
  }

  /** Was Python interrupted since the last start? */
  get tripped(): boolean {
    return this.#trips > 0;
  }

  #trip(): number {
    // Once, so that what Python does on an interrupt can end in peace; then always, for code that swallows it.
    if (this.#trips === 0) this.#at = performance.now() + graceMilliseconds;
    this.#trips++;
    return 2;
  }
}
