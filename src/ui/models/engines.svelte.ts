import type { Engine, PrepareProgress } from '../../core/engine';
import type { LiveModel } from '../../lab/live-model';
import { EngineTable } from './engine-table';

/** How far a model is from answering. */
export type Readiness =
  | { kind: 'idle' }
  | { kind: 'preparing'; progress?: PrepareProgress }
  | { kind: 'ready' }
  | { kind: 'failed'; error: unknown };

/** The page's engines, and how far each is. A model in the page takes memory: preparing one lets the others go. */
export class PageEngines {
  readonly #table: EngineTable;
  #readiness = $state.raw<Record<string, Readiness>>({});

  constructor(...how: ConstructorParameters<typeof EngineTable>) {
    this.#table = new EngineTable(...how);
  }

  readiness(id: string): Readiness {
    return this.#readiness[id] ?? { kind: 'idle' };
  }

  /** The engine of a model, whether it is ready or not. */
  get(model: LiveModel): Promise<Engine> {
    return this.#table.get(model);
  }

  /** Gets a model ready, with progress; what fails is told by `readiness`, and thrown. */
  async prepare(model: LiveModel, signal?: AbortSignal): Promise<Engine> {
    const { id } = model;
    const controller = this.#table.begin(id);
    const stop = () => controller.abort();
    signal?.addEventListener('abort', stop, { once: true });
    const show = (readiness: Readiness) => {
      // A newer try may have begun, which shows itself.
      if (this.#table.isCurrent(id, controller)) this.#show(id, readiness);
    };
    show({ kind: 'preparing' });
    try {
      if (model.engine.kind !== 'openai') {
        await Promise.all(this.#table.localOthers(id).map((other) => this.release(other)));
      }
      const engine = await this.#table.get(model);
      await engine.prepare({
        signal: controller.signal,
        onProgress: (progress) => {
          if (!controller.signal.aborted) show({ kind: 'preparing', progress });
        },
      });
      controller.signal.throwIfAborted();
      show({ kind: 'ready' });
      return engine;
    } catch (error) {
      show(controller.signal.aborted ? { kind: 'idle' } : { kind: 'failed', error });
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  stop(id: string): void {
    this.#table.stop(id);
  }

  async release(id: string): Promise<void> {
    this.stop(id);
    await this.#table.release(id);
    this.#show(id, { kind: 'idle' });
  }

  #show(id: string, readiness: Readiness): void {
    this.#readiness = { ...this.#readiness, [id]: readiness };
  }
}
