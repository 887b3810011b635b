import { describe, expect, it } from 'vitest';
import { checkHeader, headerBytes } from '../../../../src/engines/wllama/header';
import { tableModel } from '../../../support/gguf/table-model';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text.padEnd(headerBytes, '\0'), 'latin1'));

function version(number: number, littleEndian = true): Uint8Array {
  const header = bytes('GGUF');
  new DataView(header.buffer).setUint32(4, number, littleEndian);
  return header;
}

describe('the first bytes of a file', () => {
  it('are a GGUF file’s', () => {
    const model = tableModel({ answers: ['print(1)'] });
    expect(() => checkHeader(model.subarray(0, headerBytes), 'm')).not.toThrow();
    expect(() => checkHeader(version(2), 'm')).not.toThrow();
  });

  it.each([
    ['a web page', bytes('\n<!DOCTYPE html>')],
    ['Git LFS', bytes('version https://git-lfs.github.com')],
    ['a safetensors file', bytes('\x08\x01\0\0\0\0\0\0{"__metadata__"')],
    ['JSON', bytes('{"error":"no access"}')],
    ['a zip archive', bytes('PK\x03\x04')],
    ['GGML', bytes('tjgg\x03')],
    ['of version 1', version(1)],
    ['big-endian', version(3, false)],
    ['cut off', bytes('GGUF').subarray(0, 10)],
    ['empty', new Uint8Array()],
    ['text that begins “Not found”', new TextEncoder().encode('Not found')],
    ['bytes 89 50 4e 47', bytes('\x89PNG\r\n\x1a\n\0')],
  ])('tell what else it is: %s', (words, start) => {
    expect(() => checkHeader(start, 'the file')).toThrow(
      expect.objectContaining({ code: 'not-a-model', message: expect.stringContaining(words) }),
    );
  });
});
