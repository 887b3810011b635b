/** The browser's caches, in memory: as much of them as the app uses, with a limit that can be set. */
export class MemoryCaches implements CacheStorage {
  readonly #caches = new Map<string, MemoryCache>();
  /** Bytes that may be kept in all. */
  quota = Infinity;

  get bytes(): number {
    return [...this.#caches.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async open(name: string): Promise<MemoryCache> {
    const cache = this.#caches.get(name) ?? new MemoryCache(this);
    this.#caches.set(name, cache);
    return cache;
  }

  async has(name: string): Promise<boolean> {
    return this.#caches.has(name);
  }

  async delete(name: string): Promise<boolean> {
    return this.#caches.delete(name);
  }

  async keys(): Promise<string[]> {
    return [...this.#caches.keys()];
  }

  async match(): Promise<undefined> {
    throw new Error('The app asks each cache by its name.');
  }
}

class MemoryCache implements Cache {
  readonly #entries = new Map<string, { body: ArrayBuffer; headers: [string, string][] }>();
  readonly #owner: MemoryCaches;

  constructor(owner: MemoryCaches) {
    this.#owner = owner;
  }

  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, { body }) => sum + body.byteLength, 0);
  }

  async match(url: RequestInfo | URL): Promise<Response | undefined> {
    const entry = this.#entries.get(String(url));
    return entry && new Response(entry.body, { headers: entry.headers });
  }

  /** As in browsers, an entry is there whole or not at all. */
  async put(url: RequestInfo | URL, response: Response): Promise<void> {
    const body = await response.arrayBuffer();
    if (this.#owner.bytes + body.byteLength > this.#owner.quota) {
      throw new DOMException('Quota exceeded.', 'QuotaExceededError');
    }
    this.#entries.set(String(url), { body, headers: [...response.headers] });
  }

  async delete(url: RequestInfo | URL): Promise<boolean> {
    return this.#entries.delete(String(url));
  }

  async keys(): Promise<Request[]> {
    return [...this.#entries.keys()].map((url) => new Request(url));
  }

  add(): Promise<void> {
    throw new Error('The app puts what it has counted.');
  }

  addAll(): Promise<void> {
    throw new Error('The app puts what it has counted.');
  }

  matchAll(): Promise<Response[]> {
    throw new Error('The app asks for one file at a time.');
  }
}
