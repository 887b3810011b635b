import { without } from '../core/without';
import type { Vault } from '../store/vault';

/** For how long a key is known. */
export type Remembering = 'page' | 'session' | 'device';

/**
 * - none: no key is known
 * - locked: one is kept on this device, under a passphrase
 * - open: it is known, and for how long
 */
export type KeyState = { kind: 'none' } | { kind: 'locked' } | { kind: 'open'; remembering: Remembering };

/** What of `Storage` is used. */
export type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const sessionName = 'complexitynet-keys';

/**
 * The visitor's keys, each bound to the base address that it was given for and handed out for no other. They are in
 * memory; in the tab's session where asked for; on the device only under a passphrase.
 */
export class KeyRing {
  readonly #keys = new Map<string, { key: string; remembering: Remembering }>();
  readonly #vault: Vault;
  readonly #session: () => SessionStorage | undefined;

  /** @param session the tab's own storage; undefined, or throwing, where site data is switched off */
  constructor(vault: Vault, session: () => SessionStorage | undefined) {
    this.#vault = vault;
    this.#session = session;
    for (const [address, key] of Object.entries(this.#readSession())) {
      this.#keys.set(address, { key, remembering: 'session' });
    }
  }

  /** The key for exactly this address. */
  get(address: string): string | undefined {
    return this.#keys.get(addressKey(address))?.key;
  }

  async state(address: string): Promise<KeyState> {
    const known = this.#keys.get(addressKey(address));
    if (known) return { kind: 'open', remembering: known.remembering };
    return { kind: (await this.#vault.has(addressKey(address))) ? 'locked' : 'none' };
  }

  /**
   * Takes a key in place of one that was there.
   *
   * @param how.passphrase needed for "device", and only there
   */
  async put(
    address: string,
    key: string,
    how: { remembering: 'page' | 'session' } | { remembering: 'device'; passphrase: string },
  ): Promise<void> {
    const at = addressKey(address);
    // First: where it can't be sealed, what was there stays.
    if (how.remembering === 'device') await this.#vault.put(at, key, how.passphrase);
    else await this.#vault.delete(at);
    this.#keys.set(at, { key, remembering: how.remembering });
    const others = without(this.#readSession(), at);
    this.#writeSession({ ...others, ...(how.remembering === 'session' && { [at]: key }) });
  }

  /**
   * Opens the key that is kept on this device.
   *
   * @throws WrongPassphrase, NoVault
   */
  async unlock(address: string, passphrase: string): Promise<void> {
    const at = addressKey(address);
    const key = await this.#vault.open(at, passphrase);
    if (key !== undefined) this.#keys.set(at, { key, remembering: 'device' });
  }

  /** Forgets the key for this address, wherever it is. */
  async forget(address: string): Promise<void> {
    const at = addressKey(address);
    this.#keys.delete(at);
    const session = this.#readSession();
    delete session[at];
    this.#writeSession(session);
    await this.#vault.delete(at);
  }

  /** Forgets all that isn't sealed on this device. */
  clear(): void {
    this.#keys.clear();
    this.#writeSession({});
  }

  #readSession(): Record<string, string> {
    try {
      const kept: unknown = JSON.parse(this.#session()?.getItem(sessionName) ?? '{}');
      return Object.fromEntries(Object.entries(kept ?? {}).filter(([, key]) => typeof key === 'string'));
    } catch {
      return {};
    }
  }

  #writeSession(keys: Record<string, string>): void {
    try {
      if (Object.keys(keys).length) this.#session()?.setItem(sessionName, JSON.stringify(keys));
      else this.#session()?.removeItem(sessionName);
    } catch {
      // No room, or no session: the key is known until the page closes, which `state` then overstates by little.
    }
  }
}

/** One spelling of a base address: its origin and path, without a slash at the end. */
export function addressKey(address: string): string {
  try {
    const url = new URL(address);
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  } catch {
    return address;
  }
}
