import type { CachedModels } from '../../core/engine';

/** As the service worker names it (scripts/offline-plugin.ts). */
const cacheName = 'complexitynet-large-files';

/** What the service worker keeps of the app’s own large files: Python, and the code of the engines. */
export const largeFiles: CachedModels = {
  async list() {
    if (!('caches' in globalThis) || !(await caches.has(cacheName))) return [];
    const cache = await caches.open(cacheName);
    const sizes = await Promise.all(
      (await cache.keys()).map(async (request) => (await (await cache.match(request))?.blob())?.size ?? 0),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    return bytes > 0 ? [{ id: cacheName, name: 'Python and the engines’ own code', bytes, whole: true }] : [];
  },
  async delete() {
    await caches.delete(cacheName);
  },
};

/** Forgets the app itself, too: its files that are kept for use without a network. */
export async function forgetApp(): Promise<void> {
  const scope = new URL('.', document.baseURI).href;
  const registration = await navigator.serviceWorker?.getRegistration(scope);
  await registration?.unregister();
  if (!('caches' in globalThis)) return;
  for (const name of await caches.keys())
    if (name === cacheName || name.endsWith(scope)) await caches.delete(name);
}
