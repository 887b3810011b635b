import type { Engine } from '../core/engine';
import type { LiveModel } from './live-model';

/** What engines need of the page that opens them. */
export type EngineServices = Record<string, never>;

/**
 * The engine that answers for a model. Its code is fetched when it is first opened, and nothing of the model before
 * it is prepared.
 */
export async function openEngine(model: LiveModel, _services: EngineServices): Promise<Engine> {
  const { engine } = model;
  switch (engine.kind) {
    case 'wllama': {
      const { wllamaEngine } = await import('../engines/wllama/engine');
      return wllamaEngine(engine);
    }
    case 'openai':
    case 'webllm':
      throw new Error(`There is no ${engine.kind} engine yet.`);
  }
}
