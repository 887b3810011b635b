// The page in every language that there is a catalogue of: English in dist, each other in a folder below it.

import { readdirSync } from 'node:fs';
import { runPackage } from './processes.mjs';

/**
 * Builds the page, language by language.
 *
 * @param {string[]} [args] of `vite build`
 * @param {import('./processes.mjs').RunOptions} [options]
 * @returns {Promise<number>} the exit code of the first build that failed
 */
export async function buildAll(args = [], options = {}) {
  const others = readdirSync(process.env.COMPLEXITYNET_LOCALES ?? 'src/locales')
    .filter((name) => name.endsWith('.po') && name !== 'en.po')
    .map((name) => name.slice(0, -'.po'.length));
  // English first: its build empties the folder.
  for (const locale of ['en', ...others]) {
    const env = { COMPLEXITYNET_LOCALE: locale };
    const code = await runPackage('vite', ['build', ...args], { ...options, env });
    if (code !== 0) return code;
  }
  return 0;
}
