/** Lets so many through, and holds the others up until more are let. */
export class Permits {
  #free = 0;
  #held: (() => void)[] = [];

  take = async (): Promise<void> => {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#held.push(resolve));
  };

  /** In place of what was left of those before. */
  allow(count: number): void {
    this.#free = count;
    while (this.#free > 0 && this.#held.length > 0) {
      this.#free--;
      this.#held.shift()!();
    }
  }

  /** Lets through what is held up, and nothing that comes later. */
  release(): void {
    this.#free = 0;
    for (const go of this.#held.splice(0)) go();
  }
}
