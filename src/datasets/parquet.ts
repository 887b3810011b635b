/** A BigInt as a number where that is exact, everything within lists and objects too. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

/**
 * The rows of a Parquet file; nested columns are lists and objects. The reader is fetched when it is first needed.
 *
 * @param most rows, more than which are not read
 * @throws Error where it is no Parquet file, or packed in a way that can't be read here
 */
export async function parquetRows(
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Record<string, unknown>[]> {
  const { parquetReadObjects } = await import('hyparquet');
  const { buffer, byteOffset, byteLength } = bytes;
  const file = buffer.slice(byteOffset, byteOffset + byteLength);
  const rows = await parquetReadObjects({ file, rowEnd: most });
  return rows.map((row) => plain(row) as Record<string, unknown>);
}
