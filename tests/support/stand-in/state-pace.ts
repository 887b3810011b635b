/** How many states a job or a batch goes on by: one a look, or one each time that so many milliseconds have passed. */
export class StatePace {
  readonly #stateTime: number | undefined;
  readonly #begun = performance.now();
  #done = 0;

  constructor(stateTime: number | undefined) {
    this.#stateTime = stateTime;
  }

  /** States that are due since the last call. */
  due(): number {
    if (this.#stateTime === undefined) return 1;
    const due = Math.floor((performance.now() - this.#begun) / this.#stateTime) - this.#done;
    this.#done += due;
    return due;
  }
}
