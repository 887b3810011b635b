import type { Connection } from '../../engines/openai/settings';
import type { LiveModel } from '../../lab/live-model';
import {
  keptSettings,
  liveSettingsKey,
  type LiveSettings,
  readLiveSettings,
  type ReadSettings,
} from '../../lab/live-settings';
import { otherTabs } from './other-tabs';
import { store } from './store.svelte';

const tabs = otherTabs('live-settings');

/** The visitor's connections and models, kept in this browser. A tab hears of what another one changes. */
class LiveSettingsState {
  #kept = $state.raw<ReadSettings>(readLiveSettings(undefined));
  isLoaded = $state(false);
  #loading: Promise<void> | undefined;

  get current(): LiveSettings {
    return this.#kept.settings;
  }

  /** How many entries are kept that can't be read. */
  get unreadable(): number {
    const { connections, models } = this.#kept.unreadable;
    return connections.length + models.length;
  }

  load(): Promise<void> {
    if (!this.#loading) tabs.onTold(() => void this.reload());
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Reads again what is kept. */
  reload(): Promise<void> {
    this.#loading = this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    this.#kept = readLiveSettings(await (await store).settings.get(liveSettingsKey));
    this.isLoaded = true;
  }

  /** @param make told what is kept, once that was read: nothing is written over unseen */
  async change(make: (current: LiveSettings) => Partial<LiveSettings>): Promise<void> {
    await this.load();
    const { settings, unreadable } = this.#kept;
    this.#kept = { settings: { ...settings, ...make(settings) }, unreadable };
    await (await store).settings.put(liveSettingsKey, keptSettings(this.#kept));
    tabs.tell();
  }

  connection(id: string): Connection | undefined {
    return this.current.connections.find((connection) => connection.id === id);
  }

  putConnection(connection: Connection): Promise<void> {
    return this.change(({ connections }) => ({ connections: replaced(connections, connection) }));
  }

  putModel(model: LiveModel): Promise<void> {
    return this.change(({ models }) => ({ models: replaced(models, model) }));
  }

  /** The connection goes with the models that are reached by it. */
  removeConnection(id: string): Promise<void> {
    return this.change(({ connections, models }) => ({
      connections: connections.filter((connection) => connection.id !== id),
      models: models.filter(({ engine }) => engine.kind !== 'openai' || engine.connection !== id),
    }));
  }

  removeModel(id: string): Promise<void> {
    return this.change(({ models }) => ({ models: models.filter((model) => model.id !== id) }));
  }
}

/** The list with the entry of the same id replaced, or with a new one at its end. */
function replaced<T extends { id: string }>(list: readonly T[], entry: T): T[] {
  return list.some(({ id }) => id === entry.id)
    ? list.map((one) => (one.id === entry.id ? entry : one))
    : [...list, entry];
}

export const liveSettings = new LiveSettingsState();
