/** Lets one piece of work run at a time, in the order of asking. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs the work when its turn comes. An abort rejects at once, wherever the work is: the next one's turn comes
   * only when this one has really ended, so that it finds things clean.
   *
   * @param options.untilClean the work heeds the signal itself, and once it has begun, an abort rejects when it has ended
   * @throws the signal's reason when aborted; whatever the work throws
   */
  run<Result>(
    work: () => Promise<Result>,
    signal?: AbortSignal,
    { untilClean = false }: { untilClean?: boolean } = {},
  ): Promise<Result> {
    let hasBegun = false;
    const turn = this.#last.then(() => {
      signal?.throwIfAborted();
      hasBegun = true;
      return work();
    });
    this.#last = turn.catch(() => {});
    if (!signal) return turn;
    return new Promise((resolve, reject) => {
      const stop = () => {
        if (!hasBegun || !untilClean) reject(signal.reason as Error);
      };
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
  }
}
