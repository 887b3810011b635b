import type { Cache } from '../../core/interfaces';
import { openStore, type Store } from '../../store/store';

/** Whether this browser keeps what the page puts away, and why not. */
class StoreStatus {
  reason = $state.raw<string | null>(null);
}

export const storeState = new StoreStatus();

/** The page's store, opened once. */
export const store: Promise<Store> = openStore({
  onProblem: (problem) => (storeState.reason = problem.message),
});

void store.then((opened) => {
  if (!opened.state.kept) storeState.reason = opened.state.reason;
});

/** The store's cache, for those who fetch or compute. */
export const cache: Cache = {
  get: async (key) => (await store).cache.get(key),
  put: async (key, value) => (await store).cache.put(key, value),
};
