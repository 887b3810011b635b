/**
 * Lets the page go on.
 *
 * @throws DOMException "AbortError" when aborted
 */
export async function pause(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
}
