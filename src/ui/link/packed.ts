import { deflateSync, Inflate } from 'fflate';
import { hash32 } from '../../core/random';

/** The most that is unpacked, in bytes: a link may be made to burst. */
const mostBytes = 1_000_000;

const checkOf = (text: string) => hash32(text).toString(36).padStart(7, '0');

/** A long text as a short one that can stand in an address: deflated (RFC 1951), base64url, with a check. */
export function pack(text: string): string {
  const bytes = deflateSync(new TextEncoder().encode(text), { level: 9 });
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const packed = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return packed + checkOf(packed);
}

/** @returns undefined where it is damaged, or more than may be unpacked */
export function unpack(packed: string): string | undefined {
  const content = packed.slice(0, -7);
  if (packed.slice(-7) !== checkOf(content)) return undefined;
  try {
    const binary = atob(content.replaceAll('-', '+').replaceAll('_', '/'));
    const chunks: Uint8Array[] = [];
    let total = 0;
    const inflate = new Inflate((chunk) => {
      total += chunk.length;
      if (total > mostBytes) throw new RangeError(`more than ${mostBytes} bytes`);
      chunks.push(chunk);
    });
    // In pieces, so that one that would burst is stopped early.
    for (let at = 0; at < binary.length; at += 512) {
      const piece = Uint8Array.from(binary.slice(at, at + 512), (character) => character.charCodeAt(0));
      inflate.push(piece, at + 512 >= binary.length);
    }
    const bytes = new Uint8Array(total);
    let offset = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What was packed as JSON; undefined where it is damaged. */
export function unpackJson(packed: string): unknown {
  try {
    const json = unpack(packed);
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
