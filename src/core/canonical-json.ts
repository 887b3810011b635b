/**
 * JSON of which there is only one for a value: fields sorted by name (UTF-16 code units), none that is undefined,
 * no white space. Infinities, which log-probabilities may be, are written ±1e999: JSON, and read back as they were.
 *
 * @throws RangeError where the value can't be written: not a number, a function, a bigint
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return numeral(value);
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
      return object(value as Record<string, unknown>);
    default:
      throw new RangeError(`${typeof value} is not JSON`);
  }
}

function object(value: Record<string, unknown>): string {
  const fields = Object.keys(value)
    .sort()
    .filter((name) => value[name] !== undefined)
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${fields.join(',')}}`;
}

function numeral(value: number): string {
  if (Number.isNaN(value)) throw new RangeError('NaN is not JSON');
  if (Object.is(value, -0)) return '-0';
  if (Number.isFinite(value)) return JSON.stringify(value);
  return value > 0 ? '1e999' : '-1e999';
}
