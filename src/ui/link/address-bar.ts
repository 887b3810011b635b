/** The hash that the app has seen: of the last change that the browser told, or that was written here. */
let seen = location.hash;
addEventListener('hashchange', () => (seen = location.hash));

/**
 * Writes a hash into the browser's address without telling the router, which would take it for a change of page.
 * Nothing is written where the visitor has gone elsewhere and the browser is yet to tell: what would be written is of
 * the page before.
 *
 * @param write from the hash as it is, such as "#/tasks?v=1"
 * @param isStep as a step of its own, which Back undoes
 */
export function writeAddress(write: (hash: string) => string, { isStep = false } = {}): void {
  if (location.hash !== seen) return;
  const address = write(location.hash);
  if (address === location.hash) return;
  if (isStep) history.pushState({}, '', address);
  else history.replaceState(history.state, '', address);
  seen = location.hash;
}
