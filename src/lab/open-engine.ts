import type { Engine } from '../core/engine';
import type { RequestQueue } from '../engines/openai/queue';
import type { Connection } from '../engines/openai/settings';
import type { LiveModel } from './live-model';

/** What engines need of the page that opens them. */
export interface EngineServices {
  connection(id: string): Connection | undefined;
  /** The key for exactly this base address. */
  keyFor(baseUrl: string): Promise<string | undefined>;
  /** Where Code Llama's build for WebGPU is hosted, if anywhere. */
  codeLlamaBase?: string;
  /** The queue of one model at one address: engines of the same share it. */
  queueFor?(key: string): RequestQueue;
}

/**
 * The engine that answers for a model. Its code is fetched when it is first opened, and nothing of the model before
 * it is prepared.
 *
 * @throws EngineError where the model's connection was removed
 */
export async function openEngine({ engine, name }: LiveModel, services: EngineServices): Promise<Engine> {
  switch (engine.kind) {
    case 'wllama': {
      const { wllamaEngine } = await import('../engines/wllama/engine');
      return wllamaEngine(engine);
    }
    case 'webllm': {
      const { webllmEngine } = await import('../engines/webllm/engine');
      return webllmEngine(engine, { base: services.codeLlamaBase });
    }
    case 'openai': {
      const { OpenaiEngine } = await import('../engines/openai/engine');
      const connection = services.connection(engine.connection);
      if (!connection) {
        const { EngineError } = await import('../core/engine-error');
        throw new EngineError('no-model', `The connection of ${name} was removed.`, {
          remedy: 'Add the connection again, and the model to it.',
        });
      }
      const queue = services.queueFor?.(`${connection.baseUrl} ${engine.model}`);
      return new OpenaiEngine({
        connection,
        settings: engine,
        keyFor: services.keyFor,
        ...(queue && { queue }),
      });
    }
  }
}
