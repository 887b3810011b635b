// TypeScript of ours for Node: bundled by Vite, as the page is.

import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { ExpectedError } from './processes.mjs';

/**
 * Bundles an entry with all of our code that it imports; packages are left to node_modules.
 *
 * @param {string} entry
 * @returns {Promise<string>} the path of the program, in a folder that is the caller's to delete
 */
export async function bundle(entry) {
  if (!existsSync(entry)) throw new ExpectedError(`There is no ${entry}.`);
  const { build, loadConfigFromFile } = await import('vite');
  const page = await loadConfigFromFile({ command: 'build', mode: 'production' }, resolve('vite.config.ts'));
  const name = basename(entry, '.ts');
  // One of its own: several may run at once, and each loads parts of itself while it does.
  const outDir = resolve('node_modules/.cache/complexitynet', `${name}-${process.pid}`);
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // The same constants as in the page: a study computed here and there has one version.
    define: page?.config.define,
    build: {
      ssr: resolve(entry),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      sourcemap: true,
      rollupOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  return resolve(outDir, `${name}.mjs`);
}
