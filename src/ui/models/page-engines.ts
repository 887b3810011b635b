import { EngineError } from '../../core/engine-error';
import { RequestQueue } from '../../engines/openai/queue';
import type { LiveModel } from '../../lab/live-model';
import type { BatchClient } from '../../lab/run/contract';
import { liveSettings } from '../state/live-settings.svelte';
import { fetchedPart } from '../state/fetched-part';
import { keyFor } from '../state/keys.svelte';
import { PageEngines } from './engines.svelte';
import { codeLlamaBase } from './code-llama-base';

const queues = new Map<string, RequestQueue>();

/** The page's one set of engines, kept from page to page. */
export const pageEngines = new PageEngines(
  async (model) => {
    const { openEngine } = await fetchedPart('engines', () => import('../../lab/open-engine'), missing);
    return openEngine(model, {
      connection: (id) => liveSettings.connection(id),
      keyFor,
      codeLlamaBase: codeLlamaBase(),
      queueFor: (key) => {
        const queue = queues.get(key) ?? new RequestQueue();
        queues.set(key, queue);
        return queue;
      },
    });
  },
  ({ engine }) => [
    engine,
    engine.kind === 'openai' ? liveSettings.connection(engine.connection) : codeLlamaBase(),
  ],
);

/** The batch jobs of a model's server. */
export async function pageBatches(model: LiveModel): Promise<BatchClient> {
  const { openBatches } = await fetchedPart('batches', () => import('../../lab/open-batches'), missing);
  return openBatches(model, { connection: (id) => liveSettings.connection(id), keyFor });
}

function missing(isOffline: boolean, cause?: unknown): EngineError {
  return new EngineError(
    isOffline ? 'offline' : 'load-failed',
    'A part of this page that asks models could not be fetched.',
    { cause, remedy: 'Once there is a network, try again; if it fails still, reload the page.' },
  );
}
