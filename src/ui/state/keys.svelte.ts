import { addressKey, KeyRing, type KeyState } from '../../lab/key-ring';
import { Vault } from '../../store/vault';
import { store } from './store.svelte';

/** The page's one ring of keys. The keys themselves never become state: only whether there is one. */
const ring: Promise<KeyRing> = store.then(
  ({ secrets }) =>
    new KeyRing(new Vault(secrets), () => {
      try {
        return globalThis.sessionStorage;
      } catch {
        return undefined;
      }
    }),
);

/** What is known of the key for each address. */
class KeyStates {
  #states = $state.raw<Record<string, KeyState>>({});

  /** Undefined until `look` has looked. */
  of(address: string): KeyState | undefined {
    return this.#states[addressKey(address)];
  }

  async look(address: string): Promise<KeyState> {
    const state = await (await ring).state(address);
    this.#states = { ...this.#states, [addressKey(address)]: state };
    return state;
  }

  async put(address: string, key: string, how: Parameters<KeyRing['put']>[2]): Promise<void> {
    await (await ring).put(address, key, how);
    await this.look(address);
  }

  /** @throws WrongPassphrase, NoVault */
  async unlock(address: string, passphrase: string): Promise<void> {
    await (await ring).unlock(address, passphrase);
    await this.look(address);
  }

  /** Forgets all keys that aren't sealed on this device; those go with the store. */
  async clear(): Promise<void> {
    (await ring).clear();
    this.#states = Object.fromEntries(
      Object.keys(this.#states).map((address) => [address, { kind: 'none' }]),
    );
  }

  async forget(address: string): Promise<void> {
    await (await ring).forget(address);
    await this.look(address);
  }
}

export const keyStates = new KeyStates();

/** Hands the key for an address to the engine that asks there. */
export async function keyFor(address: string): Promise<string | undefined> {
  return (await ring).get(address);
}
