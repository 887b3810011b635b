import type { Engine, PrepareProgress } from '../../core/engine';
import type { LiveModel } from '../../lab/live-model';

/** How far a model is from answering. */
export type Readiness =
  | { kind: 'idle' }
  | { kind: 'preparing'; progress?: PrepareProgress }
  | { kind: 'ready' }
  | { kind: 'failed'; error: unknown };

/**
 * The engines that the page has open, one a model. A model in the page takes memory for itself: preparing one lets
 * go of the others of its kind.
 */
class PageEngines {
  #open: (model: LiveModel) => Promise<Engine>;
  readonly #engines = new Map<string, { settings: string; engine: Promise<Engine>; isLocal: boolean }>();
  readonly #preparing = new Map<string, AbortController>();
  #readiness = $state.raw<Record<string, Readiness>>({});

  constructor(open: (model: LiveModel) => Promise<Engine>) {
    this.#open = open;
  }

  readiness(id: string): Readiness {
    return this.#readiness[id] ?? { kind: 'idle' };
  }

  /** The engine of a model as it is set up now. */
  get(model: LiveModel): Promise<Engine> {
    const settings = JSON.stringify(model.engine);
    const known = this.#engines.get(model.id);
    if (known?.settings === settings) return known.engine;
    void this.release(model.id);
    const engine = this.#open(model);
    engine.catch(() => this.#engines.delete(model.id));
    this.#engines.set(model.id, { settings, engine, isLocal: model.engine.kind !== 'openai' });
    return engine;
  }

  /** Gets a model ready, with progress; what fails is told by `readiness`, and thrown. */
  async prepare(model: LiveModel, signal?: AbortSignal): Promise<Engine> {
    this.stop(model.id);
    const controller = new AbortController();
    signal?.addEventListener('abort', () => controller.abort(), { once: true });
    this.#preparing.set(model.id, controller);
    this.#show(model.id, { kind: 'preparing' });
    try {
      if (model.engine.kind !== 'openai') await this.#releaseOthers(model.id);
      const engine = await this.get(model);
      await engine.prepare({
        signal: controller.signal,
        onProgress: (progress) => {
          if (!controller.signal.aborted) this.#show(model.id, { kind: 'preparing', progress });
        },
      });
      controller.signal.throwIfAborted();
      this.#show(model.id, { kind: 'ready' });
      return engine;
    } catch (error) {
      // A newer try may have begun, which shows itself.
      if (this.#preparing.get(model.id) === controller) {
        this.#show(model.id, controller.signal.aborted ? { kind: 'idle' } : { kind: 'failed', error });
      }
      throw error;
    } finally {
      if (this.#preparing.get(model.id) === controller) this.#preparing.delete(model.id);
    }
  }

  stop(id: string): void {
    this.#preparing.get(id)?.abort();
  }

  async release(id: string): Promise<void> {
    const known = this.#engines.get(id);
    this.stop(id);
    this.#engines.delete(id);
    this.#show(id, { kind: 'idle' });
    await known?.engine.then((engine) => engine.dispose()).catch(() => {});
  }

  async #releaseOthers(id: string): Promise<void> {
    const others = [...this.#engines].filter(([other, { isLocal }]) => other !== id && isLocal);
    await Promise.all(others.map(([other]) => this.release(other)));
  }

  #show(id: string, readiness: Readiness): void {
    this.#readiness = { ...this.#readiness, [id]: readiness };
  }
}

export { PageEngines };
