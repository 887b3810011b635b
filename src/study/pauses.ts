import type { Steps } from '../core/steps';

/** Time that work may take in one go: a fraction of what a person takes for an answer to a click. */
const longestMilliseconds = 50;

/** Lets messages in: one may abort the work. @throws DOMException "AbortError" when the signal is aborted */
export async function pause(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
}

/**
 * Runs work with a pause before it and then every twentieth of a second, as far as it yields.
 *
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function withPauses<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  await pause(signal);
  let since = performance.now();
  for (;;) {
    const state = steps.next();
    if (state.done) return state.value;
    if (performance.now() - since < longestMilliseconds) continue;
    await pause(signal);
    since = performance.now();
  }
}
