import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits. Not crypto.subtle, which is missing where the page
 * is served over plain http.
 *
 * @param content bytes, or text that is hashed as UTF-8
 */
export function sha256Hex(content: Uint8Array | string): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}
