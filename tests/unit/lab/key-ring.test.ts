import { describe, expect, it } from 'vitest';
import { addressKey, KeyRing, type SessionStorage } from '../../../src/lab/key-ring';
import { MemoryCache } from '../../../src/store/memory';
import { Vault, WrongPassphrase } from '../../../src/store/vault';

const address = 'https://api.example.test/v1';
const other = 'https://other.example.test/v1';
const key = 'sk-fake-0123456789';
const passphrase = 'correct horse battery';

class Session implements SessionStorage {
  readonly kept = new Map<string, string>();
  getItem = (name: string) => this.kept.get(name) ?? null;
  setItem = (name: string, value: string) => void this.kept.set(name, value);
  removeItem = (name: string) => void this.kept.delete(name);
}

function ring(vault = new Vault(new MemoryCache()), session: SessionStorage | undefined = new Session()) {
  return { keys: new KeyRing(vault, () => session), vault, session };
}

describe('a ring of keys', () => {
  it('hands a key out for its own address alone', async () => {
    const { keys } = ring();
    await keys.put(address, key, { remembering: 'page' });
    expect(keys.get(address)).toBe(key);
    expect(keys.get(`${address}/`)).toBe(key);
    expect(keys.get(other)).toBeUndefined();
    expect(keys.get('https://api.example.test/v2')).toBeUndefined();
    expect(keys.get('http://api.example.test/v1')).toBeUndefined();
    expect(keys.get('https://api.example.test.evil.test/v1')).toBeUndefined();
    expect(await keys.state(address)).toStrictEqual({ kind: 'open', remembering: 'page' });
    expect(await keys.state(other)).toStrictEqual({ kind: 'none' });
  });

  it('forgets with the page unless told otherwise', async () => {
    const { keys, vault, session } = ring();
    await keys.put(address, key, { remembering: 'page' });
    expect((session as Session).kept.size).toBe(0);
    expect(await ring(vault, session).keys.state(address)).toStrictEqual({ kind: 'none' });
  });

  it('remembers for the tab’s session where asked to', async () => {
    const { keys, vault, session } = ring();
    await keys.put(address, key, { remembering: 'session' });
    const later = ring(vault, session).keys;
    expect(later.get(address)).toBe(key);
    expect(later.get(other)).toBeUndefined();
    await later.forget(address);
    expect((session as Session).kept.size).toBe(0);
  });

  it('remembers on the device under a passphrase, and asks for it after a reload', async () => {
    const { keys, vault, session } = ring();
    await keys.put(address, key, { remembering: 'device', passphrase });
    expect((session as Session).kept.size).toBe(0);
    const later = ring(vault, session).keys;
    expect(later.get(address)).toBeUndefined();
    expect(await later.state(address)).toStrictEqual({ kind: 'locked' });
    await expect(later.unlock(address, 'something else')).rejects.toThrow(WrongPassphrase);
    expect(later.get(address)).toBeUndefined();
    await later.unlock(address, passphrase);
    expect(later.get(address)).toBe(key);
    await later.forget(address);
    expect(await ring(vault, session).keys.state(address)).toStrictEqual({ kind: 'none' });
  });

  it('takes a new key in place of the old one, wherever that was', async () => {
    const { keys, vault, session } = ring();
    await keys.put(address, key, { remembering: 'device', passphrase });
    await keys.put(address, 'sk-fake-new', { remembering: 'session' });
    expect(keys.get(address)).toBe('sk-fake-new');
    expect(await vault.has(address)).toBe(false);
    await keys.put(address, 'sk-fake-newer', { remembering: 'page' });
    expect((session as Session).kept.size).toBe(0);
  });

  it('works without session storage, and with a spoilt one', async () => {
    const none = new KeyRing(new Vault(new MemoryCache()), () => {
      throw new DOMException('off', 'SecurityError');
    });
    await none.put(address, key, { remembering: 'session' });
    expect(none.get(address)).toBe(key);
    const spoilt = new Session();
    spoilt.setItem('complexitynet-keys', '{"a":5,"b"');
    expect(new KeyRing(new Vault(new MemoryCache()), () => spoilt).get(address)).toBeUndefined();
  });
});

it('spells an address one way', () => {
  expect(addressKey('HTTPS://API.Example.test:443/v1/')).toBe('https://api.example.test/v1');
  expect(addressKey('not an address')).toBe('not an address');
});
