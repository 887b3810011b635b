import type { OpenTuning, TuningServices, TuningState } from '../../lab/tuning/contract';
import { pageEngines } from '../models/page-engines';
import { keyFor } from '../state/keys.svelte';
import { liveSettings } from '../state/live-settings.svelte';
import { store } from '../state/store.svelte';

type Opening =
  | { kind: 'opening' }
  | { kind: 'open'; tuning: OpenTuning }
  | { kind: 'missing' }
  | { kind: 'failed'; message: string };

/** One tuning as the page shows it. */
export class PageTuning {
  readonly id: string;
  opening = $state.raw<Opening>({ kind: 'opening' });
  state = $state.raw<TuningState>();

  constructor(id: string, textOf: TuningServices['textOf']) {
    this.id = id;
    void this.#open(textOf);
  }

  async #open(textOf: TuningServices['textOf']): Promise<void> {
    try {
      // Its models are reached by the connections that are set up.
      await liveSettings.load();
      const { settings } = await store;
      const { openTuning } = await import('../../lab/tuning/tuning');
      const tuning = await openTuning(this.id, {
        values: settings,
        connection: (id) => liveSettings.connection(id),
        keyFor,
        // A model in the page is fetched and started first, with its progress shown.
        engineOf: (model) =>
          model.engine.kind === 'openai' ? pageEngines.get(model) : pageEngines.prepare(model),
        textOf,
        ...(navigator.locks && { locks: navigator.locks }),
      });
      tuning.subscribe((state) => (this.state = state));
      this.state = tuning.state;
      this.opening = { kind: 'open', tuning };
    } catch (error) {
      const isMissing = error instanceof Error && error.name === 'NoTuning';
      const message = error instanceof Error ? error.message : String(error);
      this.opening = isMissing ? { kind: 'missing' } : { kind: 'failed', message };
    }
  }
}
