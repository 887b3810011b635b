const fetched = new Set<string>();

/**
 * A part of the app that is fetched when it is first needed. Browsers remember that a module could not be fetched,
 * and don't try again: so this doesn't begin where there is no network, and no service worker that has kept it.
 *
 * @param part its name, one for each place that loads it
 * @param failed makes the error to throw where it can't be had
 */
export async function fetchedPart<T>(
  part: string,
  load: () => Promise<T>,
  failed: (isOffline: boolean, cause?: unknown) => Error,
): Promise<T> {
  const isHere = fetched.has(part) || Boolean(navigator.serviceWorker?.controller);
  if (!navigator.onLine && !isHere) throw failed(true);
  try {
    const loaded = await load();
    fetched.add(part);
    return loaded;
  } catch (cause) {
    throw failed(!navigator.onLine, cause);
  }
}
