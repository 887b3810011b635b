import { parquetWriteBuffer } from 'hyparquet-writer';

type Value = string | number | string[] | { [name: string]: Value };

/** How a column of such values stands in a schema: a text, a whole number, a list of texts, or fields of its own. */
function elements(name: string, value: Value): object[] {
  if (typeof value === 'string')
    return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }];
  if (typeof value === 'number') return [{ name, type: 'INT64', repetition_type: 'OPTIONAL' }];
  if (Array.isArray(value)) {
    return [
      { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...elements('element', value[0]),
    ];
  }
  const fields = Object.entries(value);
  return [
    { name, repetition_type: 'OPTIONAL', num_children: fields.length },
    ...fields.flatMap(([field, one]) => elements(field, one)),
  ];
}

const stored = (value: Value): unknown => {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'string' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, stored(one)]));
};

/** A Parquet file of rows that are alike. */
export function parquetOf(rows: readonly Record<string, Value>[]): Uint8Array<ArrayBuffer> {
  const names = Object.keys(rows[0]);
  const schema = [
    { name: 'root', num_children: names.length },
    ...names.flatMap((name) => elements(name, rows[0][name])),
  ];
  const columnData = names.map((name) => ({ name, data: rows.map((row) => stored(row[name])) }));
  return new Uint8Array(
    parquetWriteBuffer({ columnData, schema } as Parameters<typeof parquetWriteBuffer>[0]),
  );
}
