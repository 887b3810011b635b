const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** A benchmark's result as lines of name and value, numbers under each other. */
export function table(name: string, result: object): string {
  const rows = flatten(result);
  const width = Math.max(...rows.map(([key]) => key.length));
  const numbers = rows
    .filter(([, value]) => typeof value === 'number')
    .map(([, value]) => show(value).length);
  const numberWidth = Math.max(0, ...numbers);
  const lines = rows.map(([key, value]) => {
    const text = show(value);
    return `  ${key.padEnd(width)}  ${typeof value === 'number' ? text.padStart(numberWidth) : text}`;
  });
  return [name, ...lines].join('\n');
}

function flatten(value: object, prefix = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const path = prefix + key;
    const isGroup = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    return isGroup ? flatten(inner, `${path}.`) : [[path, inner]];
  });
}

function show(value: unknown): string {
  if (typeof value === 'number') return format.format(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
