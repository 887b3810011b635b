import { runLocks } from '../../lab/run/ownership';
import { store } from '../state/store.svelte';

/** What the page knows of its service worker, which keeps the app for use without a network. */
class AppUpdate {
  /** A new version waits to take over. */
  isWaiting = $state(false);
  /** Another page of this browser has let a new version take over: this page is of the old one. */
  isReplaced = $state(false);
  /** An experiment runs in some page of this browser. */
  isRunning = $state(false);
  #registration: ServiceWorkerRegistration | undefined;
  #isWanted = false;

  /** Registers the service worker, where the browser has any; what isn't kept is fetched, as without. */
  async start(): Promise<void> {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return;
    const hadController = serviceWorker.controller !== null;
    serviceWorker.addEventListener('controllerchange', () => {
      if (this.#isWanted) location.reload();
      else if (hadController) this.isReplaced = true;
      // The first to take over comes with the version that is shown.
      else void keepLoaded();
    });
    try {
      const registration = await serviceWorker.register(new URL('sw.js', document.baseURI));
      this.#registration = registration;
      if (registration.waiting && serviceWorker.controller) void this.#offer();
      registration.addEventListener('updatefound', () => {
        const { installing } = registration;
        installing?.addEventListener('statechange', () => {
          if (installing.state === 'installed' && serviceWorker.controller) void this.#offer();
        });
      });
    } catch {
      // Not over plain http, not in some private windows, or the server hasn't it: the app works all the same.
    }
  }

  async #offer(): Promise<void> {
    this.isRunning = await experimentRuns();
    this.isWaiting = true;
  }

  /** Lets the new version take over, and loads this page anew. */
  accept(): void {
    this.#isWanted = true;
    this.#registration?.waiting?.postMessage({ type: 'SKIP_WAITING' });
  }

  later(): void {
    this.isWaiting = false;
  }
}

/**
 * Lets the service worker see the large files that this page had loaded before it was there, so that it keeps them: the
 * browser has them still, and nothing is fetched anew.
 */
async function keepLoaded(): Promise<void> {
  const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  for (const { name, decodedBodySize } of loaded) {
    if (decodedBodySize < 400_000 || !name.startsWith(new URL('assets/', document.baseURI).href)) continue;
    await fetch(name).catch(() => {});
  }
}

/** Does any page of this browser run an experiment? It holds its lock (see `Ownership`), and is kept as running. */
async function experimentRuns(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const names = new Set(held.map(({ name }) => name));
  const { experiments } = await store;
  return (await experiments.list()).some(
    ({ id, status }) => status === 'running' && names.has(runLocks + id),
  );
}

export const appUpdate = new AppUpdate();
