import { askPersistence, currentPersistence, type Persistence } from '../../store/persistence';
import { store } from '../state/store.svelte';

const askedKey = 'persistence-asked';

const words: Record<Persistence, string> = {
  granted: 'This browser keeps what is here until you delete it.',
  denied:
    'This browser may clear what is here when its disk gets full or the page isn’t visited for long: save it below.',
  unsupported: 'This browser doesn’t say how long it keeps what is here: save it below.',
};

/** Whether the browser promises to keep what is stored; it is asked once, at the first run. */
class KeptForGood {
  #answer = $state<Persistence>();

  /** A sentence; empty until it is known. */
  get sentence(): string {
    return this.#answer ? words[this.#answer] : '';
  }

  async look(): Promise<void> {
    this.#answer = await currentPersistence();
  }

  async ask(): Promise<void> {
    const { settings } = await store;
    // Some browsers ask the visitor in turn: who said no isn't asked again.
    if (await settings.get(askedKey)) return this.look();
    this.#answer = await askPersistence();
    await settings.put(askedKey, true);
  }
}

export const keptForGood = new KeptForGood();
