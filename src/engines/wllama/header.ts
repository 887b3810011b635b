import { EngineError } from '../../core/engine-error';

/** Bytes that tell whether a file is a GGUF file: magic, version, and the counts of tensors and of metadata. */
export const headerBytes = 24;

/** The versions of the format that llama.cpp reads. */
const versions = [2, 3];

/**
 * Looks at a file's first bytes (`headerBytes` of them, or fewer where it has fewer).
 *
 * @throws EngineError "not-a-model", which names what it is instead
 */
export function checkHeader(start: Uint8Array, name: string): void {
  const found = otherThanGguf(start);
  if (found !== undefined)
    throw new EngineError('not-a-model', `${name} is not a GGUF model: it is ${found}.`);
}

function otherThanGguf(start: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(start);
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  if (text.startsWith('GGUF')) {
    if (start.length < headerBytes) return 'cut off after its first bytes';
    const version = view.getUint32(4, true);
    if (versions.includes(version)) return undefined;
    if (versions.includes(view.getUint32(4, false))) return 'one for big-endian machines';
    return `of version ${version} of the format, and llama.cpp reads ${versions.join(' and ')}`;
  }
  if (start.length === 0) return 'empty';
  if (/^\s*</.test(text)) return 'a web page: is the address that of the file itself (…/resolve/…)?';
  if (text.startsWith('version https://git')) return 'a pointer to a file in Git LFS, not the file';
  if (/^(ggml|lmgg|tjgg|fmgg|algg)/.test(text)) return 'in the older GGML format';
  if (text.startsWith('PK')) return 'a zip archive, or PyTorch weights';
  if (start.length > 8 && text[8] === '{') return 'a safetensors file, which llama.cpp has to convert first';
  if (/^\s*[{[]/.test(text)) return 'JSON';
  if (/^[\x20-\x7e\s]*$/.test(text)) return `text that begins “${text.trim()}”`;
  const bytes = [...start.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
  return `something that begins with the bytes ${bytes.join(' ')}`;
}
