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
      // The first to take over comes with the version that is shown.
      else if (hadController) this.isReplaced = true;
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

  /** Looks again whether an experiment runs. */
  async look(): Promise<void> {
    this.isRunning = await experimentRuns();
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

/** Does any page of this browser hold an experiment that it runs? See `Ownership`. */
async function experimentRuns(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name?.startsWith('complexitynet-run-'));
}

export const appUpdate = new AppUpdate();
