import type { KeyValues } from '../core/interfaces';

/** A cache that lasts as long as the page. Values are cloned, as they are on their way to a database and back. */
export class MemoryCache implements KeyValues {
  readonly #entries = new Map<string, unknown>();

  async get(key: string): Promise<unknown> {
    return structuredClone(this.#entries.get(key));
  }

  async put(key: string, value: unknown): Promise<void> {
    this.#entries.set(key, structuredClone(value));
  }

  async change(key: string, make: (value: unknown) => unknown): Promise<unknown> {
    const value = structuredClone(make(structuredClone(this.#entries.get(key))));
    this.#entries.set(key, value);
    return structuredClone(value);
  }

  async delete(key: string): Promise<void> {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
