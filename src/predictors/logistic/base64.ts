/** The bytes of an array as base64: numbers come back from it to the last bit. */
export function toBase64(array: Uint8Array | Uint32Array | Float32Array | Float64Array): string {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

/** @throws RangeError where the text is not base64 */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  let text: string;
  try {
    text = atob(base64);
  } catch (cause) {
    throw new RangeError('a list of numbers in it is not base64', { cause });
  }
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function buffer(base64: string, size: number): ArrayBuffer {
  const bytes = bytesOf(base64);
  if (bytes.length % size !== 0) throw new RangeError(`a list of numbers in it has ${bytes.length} bytes`);
  return bytes.buffer;
}

/** @throws RangeError where the text is not what `toBase64` made of such an array */
export const uint8FromBase64 = (base64: string) => bytesOf(base64);

/** @throws RangeError where the text is not what `toBase64` made of such an array */
export const uint32FromBase64 = (base64: string) => new Uint32Array(buffer(base64, 4));

/** @throws RangeError where the text is not what `toBase64` made of such an array */
export const float32FromBase64 = (base64: string) => new Float32Array(buffer(base64, 4));

/** @throws RangeError where the text is not what `toBase64` made of such an array */
export const float64FromBase64 = (base64: string) => new Float64Array(buffer(base64, 8));
