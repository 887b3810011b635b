import type { Connection } from '../../engines/openai/settings';
import type { LiveModel } from '../../lab/live-model';
import {
  changeLiveSettings,
  liveSettingsKey,
  type LiveSettings,
  noLiveSettings,
  readLiveSettings,
  type ReadSettings,
} from '../../lab/live-settings';
import { store } from './store.svelte';

/** The visitor's connections and models, kept in this browser. */
class LiveSettingsState {
  current = $state.raw<LiveSettings>(noLiveSettings);
  isLoaded = $state(false);
  /** Entries that were kept and can't be read. */
  unreadable = $state(0);
  #loading: Promise<void> | undefined;

  load(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Reads again what is kept. */
  reload(): Promise<void> {
    this.#loading = this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
    this.#show(readLiveSettings(await (await store).settings.get(liveSettingsKey)));
    this.isLoaded = true;
  }

  #show({ settings, unreadable }: ReadSettings): void {
    this.current = settings;
    this.unreadable = unreadable.connections.length + unreadable.models.length;
  }

  /** @param make told what is kept: nothing is written over unseen */
  async change(make: (current: LiveSettings) => Partial<LiveSettings>): Promise<void> {
    await this.load();
    this.#show(await changeLiveSettings((await store).settings, make, navigator.locks));
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
