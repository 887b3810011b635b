/** Thrown where a stream holds more than it may. */
export class TooLong extends Error {}

/**
 * Reads a stream to its end.
 *
 * @param limit bytes, more than which are not read
 * @param onBytes told after each chunk how many bytes came so far
 * @throws TooLong
 */
export async function readAll(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  onBytes?: (done: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Not "for await": Safari can't iterate streams.
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      // Without waiting: a stream that fails while it is cancelled changes nothing.
      reader.cancel().catch(() => {});
      throw new TooLong(`more than ${limit} bytes`);
    }
    chunks.push(value);
    onBytes?.(length);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/**
 * Bytes as they are, or unpacked where they are gzip (RFC 1952).
 *
 * @param limit of the unpacked bytes
 * @throws TooLong, or whatever DecompressionStream throws of a broken file
 */
export async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return readAll(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), limit);
}
