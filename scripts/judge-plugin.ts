import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rollup } from 'vite';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src/judge');
const pythonFiles = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip'];

/** The judge's frame as a page: nothing may run in it but its own script and blobs, nothing may leave it. */
function framePage(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'sha256-${hash}' blob: 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    `<meta http-equiv="Content-Security-Policy" content="${policy}"><title>The judge</title></head>` +
    `<body><script>${script}</script></body></html>\n`
  );
}

/** Bundles an entry with all it imports into one classic script. */
async function classicScript(entry: string): Promise<string> {
  const [output] = (await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      lib: { entry, formats: ['iife'], name: 'judge' },
    },
  })) as Rollup.RollupOutput[];
  const [chunk] = output.output;
  const code = chunk.code.trim();
  if (code.includes('</script')) throw new Error(`${entry} can’t stand in a page`);
  return code;
}

/**
 * Makes what the judge's frame is of: its page, with the hash of its script in its policy, served under a name with
 * the page's own hash, and the script of its workers, as text to be handed in.
 */
export function judge(): Plugin {
  let pending: Promise<{ page: string; worker: string }> | undefined;
  const parts = () => (pending ??= make());
  async function make() {
    const [frame, worker] = await Promise.all([
      classicScript(join(source, 'frame/frame.ts')),
      classicScript(join(source, 'worker/entry.ts')),
    ]);
    return { page: framePage(frame), worker };
  }
  const nameOf = (page: string) =>
    `assets/judge-frame-${createHash('sha256').update(page).digest('base64url').replaceAll(/[-_]/g, '0').slice(0, 8)}.html`;
  const ids = ['virtual:judge-worker', 'virtual:judge-frame'];

  return {
    name: 'complexitynet-judge',
    resolveId: (id) => (ids.includes(id) ? `\0${id}` : undefined),
    async load(id) {
      if (!ids.includes(id.slice(1)) || !id.startsWith('\0')) return undefined;
      for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
        if (/\.(ts|py)$/.test(name)) this.addWatchFile(join(source, name));
      }
      const { page, worker } = await parts();
      if (id === '\0virtual:judge-worker') return `export default ${JSON.stringify(worker)};`;
      const bytes = pythonFiles.map((name) => statSync(join(root, 'node_modules/pyodide', name)).size);
      return (
        `export const frameAddress = ${JSON.stringify(nameOf(page))};\n` +
        `export const pythonBytes = ${bytes.reduce((sum, size) => sum + size)};`
      );
    },
    async generateBundle() {
      const { page } = await parts();
      this.emitFile({ type: 'asset', fileName: nameOf(page), source: page });
    },
    configureServer(server) {
      server.watcher.on('change', (path) => {
        if (path.startsWith(source)) pending = undefined;
      });
      server.middlewares.use((request, response, next) => {
        if (!/\/assets\/judge-frame-\w+\.html$/.test((request.url ?? '').split('?')[0])) return next();
        parts().then(({ page }) => {
          response.setHeader('Content-Type', 'text/html; charset=utf-8');
          response.end(page);
        }, next);
      });
    },
  };
}
