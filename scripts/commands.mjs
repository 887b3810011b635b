// What `npm run <name>` does, once the dependencies are there. Each command gives an exit code.

import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { buildAll } from './build.mjs';
import { bundle } from './bundle.mjs';
import { checks, tests } from './checks.mjs';
import { run, runPackage } from './processes.mjs';
import { start } from './start.mjs';

/**
 * Bundles a program of ours for Node and runs it; stdout holds only what the program prints.
 *
 * @param {string} entry
 * @param {string[]} args
 */
async function runSource(entry, args) {
  const program = await bundle(entry);
  try {
    return await run(process.execPath, ['--enable-source-maps', program, ...args]);
  } finally {
    await rm(dirname(program), { recursive: true, force: true });
  }
}

/** @type {Record<string, (args: string[]) => Promise<number>>} */
export const commands = {
  start,
  dev: (args) => runPackage('vite', args),
  build: buildAll,
  texts: (args) => runSource('scripts/texts/update.ts', args),
  check: checks,
  test: tests,
  reproduce: (args) => runSource('src/cli/reproduce.ts', args),
  bench: (args) => runSource('tests/bench/main.ts', args),
  soak: (args) => runSource('tests/soak/main.ts', args),
};
