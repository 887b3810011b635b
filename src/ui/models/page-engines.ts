import { RequestQueue } from '../../engines/openai/queue';
import { liveSettings } from '../state/live-settings.svelte';
import { keyFor } from '../state/keys.svelte';
import { PageEngines } from './engines.svelte';
import { codeLlamaBase } from './code-llama-base';

const queues = new Map<string, RequestQueue>();

/** The page's one set of engines, kept from page to page. */
export const pageEngines = new PageEngines(async (model) => {
  const { openEngine } = await import('../../lab/open-engine');
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
});
