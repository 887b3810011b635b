import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin, type Rollup } from 'vite';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src/judge');

/** Pyodide's files, by what they are to the judge. */
const pythonFiles = {
  loader: 'pyodide.mjs',
  engine: 'pyodide.asm.mjs',
  wasm: 'pyodide.asm.wasm',
  library: 'python_stdlib.zip',
};

/** A file beside the built ones, under a name with its own hash: it never changes. */
interface Served {
  fileName: string;
  content: string | Buffer;
}

interface Parts {
  frame: Served;
  python: Record<keyof typeof pythonFiles, Served>;
  /** The script of a worker. */
  worker: string;
}

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
    build: { write: false, target: 'es2023', lib: { entry, formats: ['iife'], name: 'judge' } },
  })) as Rollup.RollupOutput[];
  const code = output.output[0].code.trim();
  if (code.includes('</script')) throw new Error(`${entry} can’t stand in a page`);
  return code;
}

function served(name: string, content: string | Buffer): Served {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  return { fileName: `assets/${name.replace(/\.\w+$/, `-${hash}$&`)}`, content };
}

async function makeParts(): Promise<Parts> {
  const [frame, worker] = await Promise.all([
    classicScript(join(source, 'frame/frame.ts')),
    classicScript(join(source, 'worker/entry.ts')),
  ]);
  const python = Object.entries(pythonFiles).map(([part, name]) => [
    part,
    served(name, readFileSync(join(root, 'node_modules/pyodide', name))),
  ]);
  return {
    frame: served('judge-frame.html', framePage(frame)),
    python: Object.fromEntries(python) as Parts['python'],
    worker,
  };
}

/** The modules of src/judge/virtual.d.ts. */
const modules: Record<string, (parts: Parts) => string> = {
  'virtual:judge-worker': ({ worker }) => `export default ${JSON.stringify(worker)};`,
  'virtual:judge-files': ({ frame, python }) => {
    const addresses = Object.entries(python).map(([part, { fileName }]) => [part, fileName]);
    const bytes = Object.values(python).reduce((sum, { content }) => sum + content.length, 0);
    return (
      `export const frameAddress = ${JSON.stringify(frame.fileName)};\n` +
      `export const pythonAddresses = ${JSON.stringify(Object.fromEntries(addresses))};\n` +
      `export const pythonBytes = ${bytes};`
    );
  },
};

/**
 * Makes and serves what the judge is of: the frame's page, with the hash of its script in its policy; the script of
 * its workers, as text to be handed in; and Pyodide's files, untouched (Vite would change the scripts among them).
 */
export function judge(): Plugin {
  let pending: Promise<Parts> | undefined;
  const parts = () => (pending ??= makeParts());
  const files = async () => {
    const { frame, python } = await parts();
    return [frame, ...Object.values(python)];
  };
  return {
    name: 'complexitynet-judge',
    resolveId: (id) => (Object.hasOwn(modules, id) ? `\0${id}` : undefined),
    async load(id) {
      const make = id.startsWith('\0') ? modules[id.slice(1)] : undefined;
      if (!make) return undefined;
      for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
        if (/\.(ts|py)$/.test(name)) this.addWatchFile(join(source, name));
      }
      return make(await parts());
    },
    async generateBundle() {
      for (const { fileName, content } of await files()) {
        this.emitFile({ type: 'asset', fileName, source: content });
      }
    },
    configureServer(server) {
      server.watcher.on('change', (path) => {
        if (path.startsWith(source)) pending = undefined;
      });
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0];
        if (!path.includes('/assets/')) return next();
        files().then((all) => {
          const file = all.find(({ fileName }) => path.endsWith(`/${fileName}`));
          if (!file) return next();
          const isPage = file.fileName.endsWith('.html');
          response.setHeader(
            'Content-Type',
            isPage ? 'text/html; charset=utf-8' : 'application/octet-stream',
          );
          response.end(file.content);
        }, next);
      });
    },
  };
}
