/** What of `LockManager` is used. */
export interface Locks {
  request(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    work: (lock: unknown) => Promise<void> | void,
  ): Promise<unknown>;
}

/** What the name of a lock begins with that a tab holds for as long as it may write to an experiment: while it is open. */
export const runLocks = 'complexitynet-run-';

/**
 * One tab writes to an experiment; the browser lets go of a tab's lock when the tab is gone, however it ends.
 * Without locks (an old browser, a page over plain http) every tab takes itself for the owner: the store still keeps
 * the first answer of each trial.
 */
export class Ownership {
  readonly #locks: Locks | undefined;
  readonly #name: string;
  readonly #onFree: () => void;
  #letGo: (() => void) | undefined;
  #waiting: AbortController | undefined;

  /** @param onFree told when the other tab is gone: `take` will then succeed */
  constructor(locks: Locks | undefined, experiment: string, onFree: () => void) {
    this.#locks = locks;
    this.#name = runLocks + experiment;
    this.#onFree = onFree;
  }

  get isOwner(): boolean {
    return this.#letGo !== undefined;
  }

  /** Becomes the owner, if no other tab is; else waits for that in the background. */
  async take(): Promise<boolean> {
    if (this.#letGo) return true;
    if (!this.#locks) {
      this.#letGo = () => {};
      return true;
    }
    const locks = this.#locks;
    const got = await new Promise<boolean>((resolve, reject) => {
      locks
        .request(this.#name, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock === null ? undefined : this.#hold();
        })
        .catch(reject);
    });
    if (!got) this.#wait(locks);
    return got;
  }

  /** Lets another tab have it, and no longer waits for it. */
  release(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
    this.#letGo?.();
    this.#letGo = undefined;
  }

  #hold(): Promise<void> {
    return new Promise((resolve) => (this.#letGo = resolve));
  }

  #wait(locks: Locks): void {
    if (this.#waiting) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    locks
      .request(this.#name, { signal: waiting.signal }, () => {
        this.#waiting = undefined;
        const held = this.#hold();
        this.#onFree();
        return held;
      })
      .catch((error: unknown) => {
        if (!waiting.signal.aborted) throw error;
      });
  }
}
