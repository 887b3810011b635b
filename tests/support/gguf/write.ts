/** A value of a GGUF file's metadata, with its type. */
export type Metadata =
  | { type: 'u16' | 'u32' | 'i32' | 'f32'; value: number }
  | { type: 'bool'; value: boolean }
  | { type: 'string'; value: string }
  | { type: 'strings'; value: string[] }
  | { type: 'i32s'; value: number[] };

/** A tensor as rows of 16-bit floats, or of 32-bit ones where llama.cpp wants those (norms). */
export interface Tensor {
  name: string;
  /** Innermost first, as GGUF has it. */
  shape: number[];
  data: Uint16Array | Float32Array;
}

const valueTypes = { u16: 2, u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 };
const alignment = 32;

/** Writes little-endian, one value after another. */
class Bytes {
  readonly #parts: Buffer[] = [];
  length = 0;

  add(part: Buffer): this {
    this.#parts.push(part);
    this.length += part.length;
    return this;
  }

  u16(value: number): this {
    const part = Buffer.alloc(2);
    part.writeUInt16LE(value);
    return this.add(part);
  }

  u32(value: number): this {
    const part = Buffer.alloc(4);
    part.writeUInt32LE(value);
    return this.add(part);
  }

  i32(value: number): this {
    const part = Buffer.alloc(4);
    part.writeInt32LE(value);
    return this.add(part);
  }

  f32(value: number): this {
    const part = Buffer.alloc(4);
    part.writeFloatLE(value);
    return this.add(part);
  }

  u64(value: number): this {
    const part = Buffer.alloc(8);
    part.writeBigUInt64LE(BigInt(value));
    return this.add(part);
  }

  text(value: string): this {
    const part = Buffer.from(value);
    return this.u64(part.length).add(part);
  }

  align(): this {
    return this.add(Buffer.alloc((alignment - (this.length % alignment)) % alignment));
  }

  join(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** One GGUF file, version 3 (github.com/ggml-org/ggml/blob/master/docs/gguf.md). */
export function writeGguf(metadata: Record<string, Metadata>, tensors: Tensor[]): Buffer {
  const file = new Bytes();
  file.add(Buffer.from('GGUF')).u32(3).u64(tensors.length).u64(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) writeMetadata(file.text(key), value);
  const data = new Bytes();
  for (const { name, shape, data: values } of tensors) {
    file.text(name).u32(shape.length);
    for (const size of shape) file.u64(size);
    file.u32(values instanceof Uint16Array ? 1 : 0).u64(data.length);
    data.add(Buffer.from(values.buffer, values.byteOffset, values.byteLength)).align();
  }
  return file.align().add(data.join()).join();
}

/**
 * The same as several files, as `llama-gguf-split` does: the first has all the metadata, each has some of the
 * tensors.
 */
export function writeSplitGguf(
  metadata: Record<string, Metadata>,
  tensors: Tensor[],
  parts: number,
): Buffer[] {
  const perPart = Math.ceil(tensors.length / parts);
  return Array.from({ length: parts }, (_, part) =>
    writeGguf(
      {
        ...(part === 0 ? metadata : {}),
        'split.no': { type: 'u16', value: part },
        'split.count': { type: 'u16', value: parts },
        'split.tensors.count': { type: 'i32', value: tensors.length },
      },
      tensors.slice(part * perPart, (part + 1) * perPart),
    ),
  );
}

function writeMetadata(file: Bytes, { type, value }: Metadata): void {
  switch (type) {
    case 'strings':
      file.u32(valueTypes.array).u32(valueTypes.string).u64(value.length);
      for (const text of value) file.text(text);
      break;
    case 'i32s':
      file.u32(valueTypes.array).u32(valueTypes.i32).u64(value.length);
      for (const number of value) file.i32(number);
      break;
    case 'string':
      file.u32(valueTypes.string).text(value);
      break;
    case 'bool':
      file.u32(valueTypes.bool).add(Buffer.from([value ? 1 : 0]));
      break;
    default:
      file.u32(valueTypes[type])[type](value);
  }
}
