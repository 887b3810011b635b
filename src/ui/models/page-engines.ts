import { EngineError } from '../../core/engine-error';
import { RequestQueue } from '../../engines/openai/queue';
import type { LiveModel } from '../../lab/live-model';
import type { BatchClient } from '../../lab/run/contract';
import { liveSettings } from '../state/live-settings.svelte';
import { keyFor } from '../state/keys.svelte';
import { PageEngines } from './engines.svelte';
import { codeLlamaBase } from './code-llama-base';

const queues = new Map<string, RequestQueue>();

/** The page's one set of engines, kept from page to page. */
export const pageEngines = new PageEngines(
  async (model) => {
    const { openEngine } = await fetchedPart('engines', () => import('../../lab/open-engine'));
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
  const { openBatches } = await fetchedPart('batches', () => import('../../lab/open-batches'));
  return openBatches(model, { connection: (id) => liveSettings.connection(id), keyFor });
}

const fetched = new Set<string>();

/** A part of the app that is fetched when it is first needed, which fails where there is no network by then. */
async function fetchedPart<T>(part: string, load: () => Promise<T>): Promise<T> {
  const failed = (code: 'load-failed' | 'offline', cause?: unknown) =>
    new EngineError(code, 'A part of this page that asks models could not be fetched.', {
      ...(cause !== undefined && { cause }),
      remedy: 'Once there is a network, try again; if it fails still, reload the page.',
    });
  // Browsers remember that a module could not be fetched, and don't try again: so this doesn't begin in vain.
  const isHere = fetched.has(part) || Boolean(navigator.serviceWorker?.controller);
  if (!navigator.onLine && !isHere) throw failed('offline');
  try {
    const loaded = await load();
    fetched.add(part);
    return loaded;
  } catch (cause) {
    throw failed(navigator.onLine ? 'load-failed' : 'offline', cause);
  }
}
