import type { FollowOptions } from '../engines/openai/batch/follow';
import { EngineError } from '../core/engine-error';
import type { EngineServices } from './open-engine';
import type { LiveModel } from './live-model';
import type { BatchClient } from './run/contract';

/**
 * The batch jobs of a model's server. Its code is fetched when it is first opened.
 *
 * @throws EngineError where the model's connection was removed, or it is none of a server
 */
export async function openBatches(
  { engine, name }: LiveModel,
  services: Pick<EngineServices, 'connection' | 'keyFor'> & Pick<FollowOptions, 'sleep'>,
): Promise<BatchClient> {
  const connection = engine.kind === 'openai' ? services.connection(engine.connection) : undefined;
  if (engine.kind !== 'openai' || !connection) {
    throw new EngineError('no-model', `The connection of ${name} was removed.`, {
      remedy: 'Add the connection again, and the model to it.',
    });
  }
  const client = await import('../engines/openai/batch/client');
  const { followBatch } = await import('../engines/openai/batch/follow');
  const { batchInputs } = await import('../engines/openai/batch/lines');
  const keyFor = (baseUrl: string) => services.keyFor(baseUrl);
  const options = async (signal?: AbortSignal) => ({ key: await keyFor(connection.baseUrl), signal });
  return {
    async start(marker, groups, signal) {
      const [input, more] = batchInputs(engine, groups);
      if (more) throw new EngineError('too-long', 'These prompts are too long for one batch.');
      return client.startBatch(connection, input, marker, await options(signal));
    },
    find: async (marker, signal) => client.findBatch(connection, marker, await options(signal)),
    follow: (id, { signal, ...told }) =>
      followBatch(connection, id, { keyFor, signal, sleep: services.sleep, ...told }),
    collect: async (state, groups, signal) =>
      client.collectBatch(connection, state, groups, engine, await options(signal)),
    cancel: async (id) => client.cancelBatch(connection, id, await options()),
  };
}
