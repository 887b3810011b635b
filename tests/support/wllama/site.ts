import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { serve, type Site } from '../../../scripts/serve.mjs';

/** Where the engine is, below the page. */
export const enginePath = 'wllama-engine/engine.js';

/** Serves the built app with the engine beside it, so that the engine runs under the app's own policy and path. */
export async function serveWithEngine(): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'complexitynet-wllama-'));
  for (const name of await readdir('dist')) await symlink(resolve('dist', name), join(folder, name));
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    base: './',
    build: {
      target: 'es2023',
      outDir: join(folder, 'wllama-engine'),
      emptyOutDir: true,
      chunkSizeWarningLimit: 400,
      rolldownOptions: {
        input: 'tests/support/wllama/entry.ts',
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'engine.js' },
      },
    },
  });
  const site = await serve({ folder, base: '/some/path/' });
  return {
    ...site,
    async close() {
      await site.close();
      await rm(folder, { recursive: true });
    },
  };
}
