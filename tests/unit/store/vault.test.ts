import { afterEach, describe, expect, it, vi } from 'vitest';
import { MemoryCache } from '../../../src/store/memory';
import { NoVault, seal, unseal, Vault, WrongPassphrase } from '../../../src/store/vault';

const address = 'https://api.example.test/v1';
const secret = 'sk-fake-0123456789';
const passphrase = 'correct horse battery';

afterEach(() => vi.unstubAllGlobals());

describe('a sealed key', () => {
  it('opens with its passphrase, for its address', async () => {
    expect(await unseal(await seal(secret, address, passphrase), address, passphrase)).toBe(secret);
  });

  it('does not open with another passphrase, for another address, or changed', async () => {
    const sealed = await seal(secret, address, passphrase);
    await expect(unseal(sealed, address, 'correct horse batterz')).rejects.toThrow(WrongPassphrase);
    await expect(unseal(sealed, 'https://evil.example.test/v1', passphrase)).rejects.toThrow(WrongPassphrase);
    const changed = sealed.sealed.slice();
    changed[0] ^= 1;
    await expect(unseal({ ...sealed, sealed: changed }, address, passphrase)).rejects.toThrow(
      WrongPassphrase,
    );
  });

  it('is sealed differently each time, and holds neither key nor passphrase', async () => {
    const [one, other] = [await seal(secret, address, passphrase), await seal(secret, address, passphrase)];
    expect(one.sealed).not.toStrictEqual(other.sealed);
    const text = Buffer.from(one.sealed).toString('latin1');
    expect(text).not.toContain(secret.slice(3, 9));
    expect(JSON.stringify(one)).not.toContain(passphrase);
  });

  it('is not said to have a wrong passphrase where the page can’t open anything', async () => {
    const sealed = await seal(secret, address, passphrase);
    vi.stubGlobal('crypto', {});
    await expect(unseal(sealed, address, passphrase)).rejects.toThrow(NoVault);
    vi.unstubAllGlobals();
    await expect(unseal({ ...sealed, iterations: -1 }, address, passphrase)).rejects.not.toThrow(
      WrongPassphrase,
    );
  });

  it('says nothing of what was tried', async () => {
    const error = await unseal(await seal(secret, address, passphrase), address, 'wrong-words').catch(
      (caught: unknown) => caught,
    );
    expect(String((error as Error).stack)).not.toContain('wrong-words');
    expect((error as Error).cause).toBeUndefined();
  });
});

describe('a vault', () => {
  it('keeps, opens and forgets', async () => {
    const vault = new Vault(new MemoryCache());
    expect(await vault.has(address)).toBe(false);
    expect(await vault.open(address, passphrase)).toBeUndefined();
    await vault.put(address, secret, passphrase);
    expect(await vault.has(address)).toBe(true);
    expect(await vault.open(address, passphrase)).toBe(secret);
    await vault.delete(address);
    expect(await vault.has(address)).toBe(false);
  });

  it('takes what isn’t a sealed key for none', async () => {
    const secrets = new MemoryCache();
    await secrets.put(address, { version: 9 });
    expect(await new Vault(secrets).has(address)).toBe(false);
    await secrets.put(address, { ...(await seal(secret, address, passphrase)), salt: 'damaged' });
    expect(await new Vault(secrets).has(address)).toBe(false);
  });
});
