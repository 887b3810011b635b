import type { Model } from '../../core/experiment';
import type { LiveModel } from '../../lab/live-model';
import { isRetired, suggestedMapping } from '../../lab/routing/mapping';
import { keyStates } from '../state/keys.svelte';
import { liveSettings } from '../state/live-settings.svelte';
import { store } from '../state/store.svelte';

/** What is asked where a router says one of its models. */
export interface StandIn {
  /** The router’s. */
  model: Model;
  /** The visitor’s; undefined where none stands in. */
  live?: LiveModel;
  /** Why it can’t be asked now; undefined where it can. */
  lacks?: { reason: string; keyFor?: string };
}

const settingsKey = 'route-models';
const today = new Date().toISOString().slice(0, 10);

/** Which of the visitor’s models is asked for each of a router’s: as suggested, unless they chose. */
export class StandIns {
  readonly #models: () => readonly Model[];
  /** By the router’s model id: an id of the visitor’s, or empty for none. */
  #choices = $state.raw<Record<string, string>>({});

  readonly list: StandIn[] = $derived.by(() => {
    const models = this.#models();
    const own = liveSettings.current.models;
    const suggested = suggestedMapping(models, own, today);
    return models.map((model, k): StandIn => {
      const choice = this.#choices[model.id];
      const live = choice === undefined ? suggested[k] : own.find(({ id }) => id === choice);
      return { model, ...(live && { live }), ...lackOf(live) };
    });
  });
  /** Positions of those that can’t be asked. */
  readonly unavailable = $derived(this.list.flatMap(({ lacks }, k) => (lacks ? [k] : [])));
  readonly canAsk = $derived(this.list.some(({ lacks }) => !lacks));

  constructor(models: () => readonly Model[]) {
    this.#models = models;
  }

  async load(): Promise<void> {
    await liveSettings.load();
    const kept = await (await store).settings.get(settingsKey);
    if (typeof kept === 'object' && kept !== null) this.#choices = kept as Record<string, string>;
    for (const { baseUrl, needsKey } of liveSettings.current.connections) {
      if (needsKey) await keyStates.look(baseUrl);
    }
  }

  /** @param id of the visitor’s model; empty: none */
  async choose(model: Model, id: string): Promise<void> {
    this.#choices = { ...this.#choices, [model.id]: id };
    await (await store).settings.put(settingsKey, this.#choices);
  }
}

function lackOf(live: LiveModel | undefined): Pick<StandIn, 'lacks'> {
  if (!live) return { lacks: { reason: 'none of your models stands in' } };
  const { engine } = live;
  const connection = engine.kind === 'openai' ? liveSettings.connection(engine.connection) : undefined;
  if (engine.kind === 'openai' && !connection) return { lacks: { reason: 'its connection was removed' } };
  if (connection?.needsKey && keyStates.of(connection.baseUrl)?.kind !== 'open') {
    return { lacks: { reason: 'its key is missing', keyFor: connection.baseUrl } };
  }
  if (isRetired(live, today) && connection?.software === 'openai') {
    return { lacks: { reason: 'its provider has shut it down' } };
  }
  return {};
}
