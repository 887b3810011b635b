import * as v from 'valibot';

/**
 * Reads JSONL, each line as the schema wants it.
 *
 * @throws Error that names the line and the field
 */
export function parseLines<T>(content: string, schema: v.GenericSchema<unknown, T>): T[] {
  return content
    .trimEnd()
    .split(/\r?\n/)
    .map((line, index) => {
      try {
        return v.parse(schema, JSON.parse(line));
      } catch (cause) {
        const field = cause instanceof v.ValiError ? ` (${v.getDotPath(cause.issues[0]) ?? 'the line'})` : '';
        throw new Error(`line ${index + 1} is not a task of this dataset${field}`, { cause });
      }
    });
}
