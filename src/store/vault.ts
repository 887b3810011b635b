import type { KeyValues } from '../core/interfaces';

/** A secret under a passphrase, as it may be kept. */
export interface Sealed {
  version: 1;
  iterations: number;
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  sealed: Uint8Array<ArrayBuffer>;
}

/** The passphrase doesn't open what is kept, or what is kept was changed. */
export class WrongPassphrase extends Error {
  override name = 'WrongPassphrase';
  constructor() {
    super('This passphrase does not open the key that is kept here.');
  }
}

/** The page may not seal or open anything. */
export class NoVault extends Error {
  override name = 'NoVault';
  constructor() {
    super('Browsers seal and open keys on secure pages only: those of https, or of this very machine.');
  }
}

/** OWASP's recommendation for PBKDF2 with HMAC-SHA-256 (Password Storage Cheat Sheet, 2023). */
const iterations = 600_000;

async function keyFrom(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<CryptoKey> {
  // Over plain http there is none.
  if (!(crypto.subtle as SubtleCrypto | undefined)) throw new NoVault();
  const bytes = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const base = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** The address is part of what is sealed: a key can't be opened for another one. */
const gcm = (iv: Uint8Array<ArrayBuffer>, address: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(address),
});

/**
 * Seals a secret for one address: PBKDF2 (RFC 8018) to AES-256-GCM (NIST SP 800-38D).
 *
 * @throws NoVault
 */
export async function seal(secret: string, address: string, passphrase: string): Promise<Sealed> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyFrom(passphrase, salt, iterations);
  const sealed = await crypto.subtle.encrypt(gcm(iv, address), key, new TextEncoder().encode(secret));
  return { version: 1, iterations, salt, iv, sealed: new Uint8Array(sealed) };
}

/**
 * Opens what was sealed for this address.
 *
 * @throws WrongPassphrase where the passphrase or the address is another, or the bytes were changed
 * @throws NoVault; what the browser throws where it can't do it
 */
export async function unseal(kept: Sealed, address: string, passphrase: string): Promise<string> {
  const key = await keyFrom(passphrase, kept.salt, kept.iterations);
  const opened = await crypto.subtle
    .decrypt(gcm(kept.iv, address), key, kept.sealed)
    .catch((error: Error) => {
      // What GCM says of bytes that don't fit the key. Without its cause: nothing of what was tried belongs in a log.
      throw error.name === 'OperationError' ? new WrongPassphrase() : error;
    });
  return new TextDecoder().decode(opened);
}

/** Keys that are remembered on this device, each under the passphrase that it was sealed with. */
export class Vault {
  readonly #secrets: KeyValues;

  constructor(secrets: KeyValues) {
    this.#secrets = secrets;
  }

  async has(address: string): Promise<boolean> {
    return isSealed(await this.#secrets.get(address));
  }

  async put(address: string, secret: string, passphrase: string): Promise<void> {
    await this.#secrets.put(address, await seal(secret, address, passphrase));
  }

  /**
   * Undefined where nothing is kept for this address.
   *
   * @throws WrongPassphrase, NoVault
   */
  async open(address: string, passphrase: string): Promise<string | undefined> {
    const kept = await this.#secrets.get(address);
    return isSealed(kept) ? unseal(kept, address, passphrase) : undefined;
  }

  async delete(address: string): Promise<void> {
    await this.#secrets.delete(address);
  }
}

/** Something damaged is none: a key is then to be entered anew. */
function isSealed(value: unknown): value is Sealed {
  if (typeof value !== 'object' || value === null) return false;
  const { version, iterations: rounds, salt, iv, sealed } = value as Sealed;
  return version === 1 && rounds > 0 && [salt, iv, sealed].every((bytes) => ArrayBuffer.isView(bytes));
}
