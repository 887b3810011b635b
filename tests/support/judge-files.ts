import { readdirSync } from 'node:fs';

/** The path of a built file, below the page. */
export function builtFile(pattern: RegExp): string {
  const name = readdirSync('dist/assets').find((file) => pattern.test(file));
  if (!name) throw new Error(`The build has no ${String(pattern)}.`);
  return `assets/${name}`;
}
