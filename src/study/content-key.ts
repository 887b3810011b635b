import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

declare const __STUDY_VERSION__: string;

/**
 * The key under which a result is kept: a hash of what it is computed from and of the code that computes it.
 *
 * @param kind what sort of result it is
 * @param content everything that the result depends on
 */
export function contentKey(kind: string, content: unknown): string {
  const text = JSON.stringify([__STUDY_VERSION__, kind, content]);
  return `${kind}:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}
