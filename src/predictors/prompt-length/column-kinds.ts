import * as v from 'valibot';
import { toBase64, uint8FromBase64 } from '../logistic/base64';
import type { ColumnKinds } from '../logistic/tfidf';

/** What `columnKindsToJSON` gives. */
export const columnKindsSchema = v.object({ block: v.string(), multiplicity: v.string() });

export function columnKindsToJSON({ block, multiplicity }: ColumnKinds) {
  const { buffer, byteOffset, byteLength } = multiplicity;
  return { block: toBase64(block), multiplicity: toBase64(new Uint8Array(buffer, byteOffset, byteLength)) };
}

/** @throws RangeError where the parts are no base64, or don't fit together */
export function columnKindsFrom(json: v.InferOutput<typeof columnKindsSchema>): ColumnKinds {
  const block = uint8FromBase64(json.block);
  const bytes = uint8FromBase64(json.multiplicity);
  if (bytes.length !== 2 * block.length) throw new RangeError('its columns don’t fit together');
  return { block, multiplicity: new Uint16Array(bytes.buffer) };
}
