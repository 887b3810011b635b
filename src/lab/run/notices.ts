/** Tells listeners of a state: at once of what matters, and of the rest at most so often. */
export class Notices<State> {
  readonly #listeners = new Set<(state: State) => void>();
  readonly #pause: number;
  readonly #make: () => State;
  #state: State | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param make works out the state as it is now
   * @param pause milliseconds
   */
  constructor(make: () => State, pause: number) {
    this.#make = make;
    this.#pause = pause;
  }

  /** Worked out when it is asked for, and kept until something changes. */
  get state(): State {
    return (this.#state ??= this.#make());
  }

  subscribe(listener: (state: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    this.#state = undefined;
    this.#timer ??= setTimeout(() => this.tell(), this.#pause);
  }

  tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#state = undefined;
    for (const listener of [...this.#listeners]) listener(this.state);
  }
}
