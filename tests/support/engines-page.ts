import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';

/** The engines' modules, built as the app builds them. */
export interface EnginesSite {
  origin: string;
  close(): Promise<void>;
}

/**
 * Serves them in a page with the app's content security policy, which everything has as a header too: a worker doesn't
 * see its page's.
 */
export async function serveEngines(): Promise<EnginesSite> {
  const policy = /content="(default-src[^"]+)"/.exec(await readFile('index.html', 'utf8'))![1];
  const folder = await mkdtemp(join(tmpdir(), 'engines-'));
  await buildInto(folder);
  const page =
    '<!doctype html><link rel="icon" href="data:,">' +
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    '<script type="module" src="./entry.js"></script>';
  await writeFile(join(folder, 'index.html'), page);

  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : request.url!;
    const type = extname(path) === '.html' ? 'text/html' : 'text/javascript';
    readFile(join(folder, path)).then(
      (body) =>
        response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await rm(folder, { recursive: true });
    },
  };
}

async function buildInto(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir: folder,
      target: 'es2023',
      chunkSizeWarningLimit: 10_000,
      rollupOptions: { input: 'tests/support/engines-entry.ts', output: { entryFileNames: 'entry.js' } },
    },
  });
}
