import type { FeatureTable } from '../../core/features';
import { type Columns, columnsOf, rowsOf } from './columns';
import { ungzip } from './gzip';
import { largestCount } from './hashing';
import { VarintReader, VarintWriter } from './varint';

const format = 'complexitynet-features-1';

/**
 * A table in canonical form as bytes, to be compressed by the caller. Column by column, each kind of number in
 * a stream of its own: how many rows (as the difference to the column before), multiplicities, rows (as gaps),
 * counts.
 *
 * @throws RangeError where the table is not in the canonical order of `featureTable`
 */
export function encodeFeatureTable(table: FeatureTable): Uint8Array<ArrayBuffer> {
  const writer = new VarintWriter();
  const columns = columnsOf(table.rows, table.block.length);
  const { starts, rows, counts } = columns;
  const lengthOf = (c: number) => starts[c + 1] - starts[c];
  writer.writeText(format);
  writer.writeText(JSON.stringify(table.tasks));
  const words = table.block.filter((block) => block === 0).length;
  writer.write(words);
  writer.write(table.block.length - words);
  table.block.forEach((block, c) => {
    if (block !== (c < words ? 0 : 1)) throw new RangeError('the blocks of the table are not in order');
    writer.write(c === 0 || c === words ? lengthOf(c) : lengthOf(c) - lengthOf(c - 1));
  });
  for (const multiplicity of table.multiplicity) writer.write(multiplicity - 1);
  for (let c = 0; c < table.block.length; c++) {
    for (let k = starts[c]; k < starts[c + 1]; k++) writer.write(rows[k] - leastRow(columns, c, k, words));
  }
  for (const count of counts) writer.write(count - 1);
  return writer.finish();
}

/**
 * What entry k of column c, a row number, is at least: one more than the one before it, and a column's first
 * row, since columns of one length are in lexicographic order, that of the column before.
 */
function leastRow({ starts, rows }: Columns, c: number, k: number, words: number): number {
  if (k > starts[c]) return rows[k - 1] + 1;
  const sameLength = c > 0 && c !== words && starts[c] - starts[c - 1] === starts[c + 1] - starts[c];
  return sameLength ? rows[starts[c - 1]] : 0;
}

/**
 * Reads a table, gzip-compressed or not (a host may have decompressed it on the way).
 *
 * @throws Error where the bytes are not what `encodeFeatureTable` wrote
 */
export async function decodeFeatureTable(bytes: Uint8Array<ArrayBuffer>): Promise<FeatureTable> {
  try {
    return read(new VarintReader(await ungzip(bytes)));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`this is not a feature table: ${reason}`, { cause });
  }
}

function read(reader: VarintReader): FeatureTable {
  if (reader.readText() !== format) throw new Error(`it doesn’t begin with ${format}`);
  const tasks = readTasks(reader.readText());
  const words = reader.readCount();
  const total = words + reader.readCount();
  if (total > reader.remaining) throw new Error('it ends too early');
  const starts = new Int32Array(total + 1);
  for (let c = 0, length = 0; c < total; c++) {
    length = (c === 0 || c === words ? 0 : length) + reader.read();
    starts[c + 1] = starts[c] + length;
    if (length > tasks.length) throw new Error(`a column has ${length} rows of ${tasks.length}`);
    if (starts[c + 1] > reader.remaining) throw new Error('it ends too early');
  }
  const multiplicity = Uint16Array.from({ length: total }, () => inRange(reader.read() + 1, 65535));
  const columns = {
    starts,
    rows: new Int32Array(starts[total]),
    counts: new Uint8Array(starts[total]),
  };
  for (let c = 0; c < total; c++) {
    for (let k = starts[c]; k < starts[c + 1]; k++) {
      columns.rows[k] = inRange(leastRow(columns, c, k, words) + reader.read(), tasks.length - 1);
    }
  }
  for (let k = 0; k < columns.counts.length; k++)
    columns.counts[k] = inRange(reader.read() + 1, largestCount);
  if (reader.remaining > 0) throw new Error(`${reader.remaining} bytes are left over`);
  const block = new Uint8Array(total).fill(1, words);
  return { tasks, rows: rowsOf(columns, tasks.length), multiplicity, block };
}

function readTasks(json: string): string[] {
  const tasks: unknown = JSON.parse(json);
  if (!Array.isArray(tasks) || tasks.some((task) => typeof task !== 'string')) {
    throw new Error('its task ids are not a list of strings');
  }
  return tasks;
}

function inRange(value: number, most: number): number {
  if (value > most) throw new Error(`${value} in it is more than ${most}`);
  return value;
}
