/** Writes whole numbers in as few bytes as they need: seven bits a byte, low ones first (LEB128). */
export class VarintWriter {
  #bytes: number[] = [];

  /** @throws RangeError where the value is no whole number in [0, 2^28) */
  write(value: number): void {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** 28) {
      throw new RangeError(`a whole number from 0 to 2^28 - 1 was expected, not ${value}`);
    }
    let rest = value;
    for (; rest > 127; rest >>>= 7) this.#bytes.push((rest & 127) | 128);
    this.#bytes.push(rest);
  }

  writeText(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.write(bytes.length);
    for (const byte of bytes) this.#bytes.push(byte);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what `VarintWriter` wrote. Throws RangeError where the bytes end too early or a number is too long. */
export class VarintReader {
  #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  read(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      if (this.#at >= this.#bytes.length) throw new RangeError('it ends too early');
      const byte = this.#bytes[this.#at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new RangeError('a number in it is too long');
  }

  /** A count of things of which each takes at least one more byte. */
  readCount(): number {
    const count = this.read();
    if (count > this.remaining) throw new RangeError('it ends too early');
    return count;
  }

  readText(): string {
    const length = this.readCount();
    this.#at += length;
    return new TextDecoder('utf-8', { fatal: true }).decode(
      this.#bytes.subarray(this.#at - length, this.#at),
    );
  }
}
