import type { Engine } from '../../core/engine';
import type { LiveModel } from '../../lab/live-model';

/** The engines that are open, one a model, each for the settings that it was opened with. */
export class EngineTable {
  readonly #open: (model: LiveModel) => Promise<Engine>;
  readonly #settingsOf: (model: LiveModel) => unknown;
  readonly #engines = new Map<string, { settings: string; engine: Promise<Engine>; isLocal: boolean }>();
  readonly #preparing = new Map<string, AbortController>();

  /** @param settingsOf all that an engine is opened with: where it has changed, another is opened */
  constructor(open: (model: LiveModel) => Promise<Engine>, settingsOf: (model: LiveModel) => unknown) {
    this.#open = open;
    this.#settingsOf = settingsOf;
  }

  /** The engine of a model as it is set up now; another one that was open for it is let go. */
  async get(model: LiveModel): Promise<Engine> {
    const settings = JSON.stringify(this.#settingsOf(model));
    const known = this.#engines.get(model.id);
    if (known?.settings === settings) return known.engine;
    await this.release(model.id);
    const engine = this.#open(model);
    engine.catch(() => this.#engines.delete(model.id));
    this.#engines.set(model.id, { settings, engine, isLocal: model.engine.kind !== 'openai' });
    return engine;
  }

  /** Ends the engine of a model and frees its memory. */
  async release(id: string): Promise<void> {
    const known = this.#engines.get(id);
    this.#engines.delete(id);
    await known?.engine.then((engine) => engine.dispose()).catch(() => {});
  }

  /** The other models that are in this page. */
  localOthers(id: string): string[] {
    return [...this.#engines]
      .filter(([other, { isLocal }]) => other !== id && isLocal)
      .map(([other]) => other);
  }

  /** A new try at preparing a model, which ends the one before. */
  begin(id: string): AbortController {
    this.stop(id);
    const controller = new AbortController();
    this.#preparing.set(id, controller);
    return controller;
  }

  isCurrent(id: string, controller: AbortController): boolean {
    return this.#preparing.get(id) === controller;
  }

  stop(id: string): void {
    this.#preparing.get(id)?.abort();
  }
}
