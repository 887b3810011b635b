/** One at a time, in the order of asking. */
export class Lock {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Does a piece of work when all before it are done, whether well or not.
   *
   * @throws whatever the work throws; the signal's reason where it fires before the work's turn
   */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turn = this.#last.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => {});
    return turn;
  }
}
