import { parquetRows } from '../parquet';
import { OwnDataError } from './own-data-error';

/** One row of a visitor's file: columns by name, those within objects as "outer.inner". */
export interface Row {
  /** "line 3", "entry 3", "row 3": where a problem is to be looked for. */
  where: string;
  values: Record<string, unknown>;
}

export const mostRows = 100_000;
const deepest = 3;

/** Columns of a row: what stands in an object counts as columns of its own, lists stay lists. */
function flattened(value: object, prefix = '', depth = 1): [string, unknown][] {
  return Object.entries(value).flatMap(([name, one]): [string, unknown][] => {
    const path = prefix + name;
    const isObject = typeof one === 'object' && one !== null && !Array.isArray(one);
    return isObject && depth < deepest ? flattened(one as object, `${path}.`, depth + 1) : [[path, one]];
  });
}

const rowOf = (where: string, value: object): Row => ({
  where,
  values: Object.fromEntries(flattened(value)),
});

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checked(values: readonly { where: string; value: unknown }[], problems: string[] = []): Row[] {
  const bad = values
    .filter(({ value }) => !isRecord(value))
    .map(({ where }) => `${where}: expected an object`);
  const all = [...problems, ...bad];
  if (all.length > 0) throw new OwnDataError('Nothing was read', all);
  if (values.length > mostRows) throw new OwnDataError(`The file has more than ${mostRows} rows`);
  return values.map(({ where, value }) => rowOf(where, value as object));
}

function fromJson(text: string): Row[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new OwnDataError(`The file is no JSON: ${(cause as Error).message}`);
  }
  // One object around a list, as many tools write it.
  const lists = isRecord(value) ? Object.values(value).filter(Array.isArray) : [];
  const list: unknown[] = Array.isArray(value) ? value : lists.length === 1 ? lists[0] : [value];
  return checked(list.map((one, index) => ({ where: `entry ${index + 1}`, value: one })));
}

function fromJsonLines(text: string): Row[] {
  const problems: string[] = [];
  const values = text.split('\n').flatMap((line, index) => {
    if (!line.trim()) return [];
    const where = `line ${index + 1}`;
    try {
      return [{ where, value: JSON.parse(line) as unknown }];
    } catch {
      problems.push(`${where}: expected one JSON object, got ${line.slice(0, 60)}`);
      return [];
    }
  });
  return checked(values, problems);
}

async function fromCsv(text: string): Promise<Row[]> {
  const { default: papa } = await import('papaparse');
  const { data, errors, meta } = papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: 'greedy',
  });
  // Only one column: that nobody can know the delimiter is then no problem.
  const problems = errors
    .filter(({ type }) => type !== 'Delimiter')
    .map(({ type, row, message }) => {
      if (row === undefined) return `the file: ${message}`;
      // Of quotes it counts the first row, with the names, too.
      return `row ${type === 'Quotes' ? row : row + 1}: ${message}`;
    });
  const names = meta.fields ?? [];
  const nameless = names.findIndex((name) => !name.trim());
  if (nameless >= 0) problems.push(`column ${nameless + 1}: expected a name in the first row`);
  return checked(
    data.map((value, index) => ({ where: `row ${index + 1}`, value })),
    problems,
  );
}

/**
 * Reads the rows of a file: Parquet by its first bytes, JSON or JSONL by its first character, else CSV (its
 * delimiter is found out; quotes, line ends within quotes and a byte-order mark are taken as they are meant). Readers
 * for CSV and Parquet are fetched when they are first needed.
 *
 * @throws OwnDataError with the places that are wrong: nothing is read of a file that has any
 */
export async function rowsOf(bytes: Uint8Array<ArrayBuffer>): Promise<Row[]> {
  const rows = await read(bytes);
  if (rows.length === 0) throw new OwnDataError('The file has no row in it');
  return rows;
}

async function read(bytes: Uint8Array<ArrayBuffer>): Promise<Row[]> {
  // "PAR1"
  if (bytes[0] === 0x50 && bytes[1] === 0x41 && bytes[2] === 0x52 && bytes[3] === 0x31) {
    const rows = await parquetRows(bytes, mostRows + 1).catch((cause: unknown) => {
      throw new OwnDataError(`The Parquet file can’t be read: ${(cause as Error).message}`);
    });
    return checked(rows.map((value, index) => ({ where: `row ${index + 1}`, value })));
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    throw new OwnDataError('The file is neither Parquet nor text in UTF-8');
  }
  if (!text) throw new OwnDataError('The file is empty');
  if (text.startsWith('[')) return fromJson(text);
  if (!text.startsWith('{')) return fromCsv(text);
  // One object over several lines is JSON, one a line is JSONL.
  const [first] = text.split('\n');
  return first.trimEnd().endsWith('}') ? fromJsonLines(text) : fromJson(text);
}

/** The columns of rows, in the order in which they come first. */
export function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.slice(0, 1000).flatMap(({ values }) => Object.keys(values)))];
}
