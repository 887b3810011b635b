/** Work that stops for a moment wherever it yields, so that whoever runs it can look up between two pieces of it. */
export type Steps<T> = Generator<void, T, void>;

/** Runs work to its end without looking up. */
export function atOnce<T>(steps: Steps<T>): T {
  let state = steps.next();
  while (!state.done) state = steps.next();
  return state.value;
}
