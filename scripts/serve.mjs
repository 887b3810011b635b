// A static server: what `npm start` and the browser tests serve the built page with.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** @type {typeof import('./serve.mjs').serve} */
export async function serve({ folder, base = '/', port = 0 }) {
  const answer = site(resolve(folder), base);
  const server = createServer(async (request, response) => {
    try {
      const { status, headers, body } = await answer(request);
      response.writeHead(status, { 'X-Content-Type-Options': 'nosniff', ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    } catch (error) {
      console.error(error);
      response.destroy();
    }
  });
  await new Promise((ready, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => ready(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const origin = `http://localhost:${address.port}`;
  const close = () => {
    const closed = new Promise((/** @type {(_: void) => void} */ done) => server.close(() => done()));
    server.closeAllConnections();
    return closed;
  };
  return { url: origin + base, origin, port: address.port, close };
}

/**
 * @typedef {{ status: number, headers?: Record<string, string | number>, body?: string | Buffer }} Answer
 * @param {string} folder
 * @param {string} base
 * @returns {(request: import('node:http').IncomingMessage) => Promise<Answer>}
 */
function site(folder, base) {
  /** @type {Map<string, Promise<Buffer>>} by path and entity tag */
  const compressed = new Map();

  return async ({ method, url = '/', headers }) => {
    if (method !== 'GET' && method !== 'HEAD') {
      return { ...message(405, 'Method not allowed'), headers: { Allow: 'GET, HEAD' } };
    }
    const [path] = url.split('?');
    if (`${path}/` === base) return { status: 301, headers: { Location: base } };
    const file = path.startsWith(base) ? fileOf(folder, path.slice(base.length)) : undefined;
    const found = file ? await stat(file).catch(() => undefined) : undefined;
    if (!file || !found?.isFile()) return message(404, 'Not found');

    const tag = `W/"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
    const type = types[extname(file)] ?? 'application/octet-stream';
    const isText = /charset|svg/.test(type);
    /** @type {Record<string, string | number>} */
    const common = {
      'Cache-Control': /-[\w-]{8}\.\w+$/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: tag,
      ...(isText ? { Vary: 'Accept-Encoding' } : {}),
    };
    if (headers['if-none-match'] === tag) return { status: 304, headers: common };
    common['Content-Type'] = type;

    /** @type {Buffer} */
    let body = await readFile(file);
    if (isText && /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))) {
      const key = file + tag;
      const pending = compressed.get(key) ?? compress(body);
      compressed.set(key, pending);
      body = await pending;
      common['Content-Encoding'] = 'gzip';
    }
    return { status: 200, headers: { ...common, 'Content-Length': body.length }, body };
  };
}

/**
 * The file that a path names, if it lies in the folder.
 *
 * @param {string} folder
 * @param {string} path without the base
 */
function fileOf(folder, path) {
  let name;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const file = resolve(
    folder,
    `.${sep}${name === '' || name.endsWith('/') ? join(name, 'index.html') : name}`,
  );
  return file.startsWith(folder + sep) ? file : undefined;
}

/**
 * @param {number} status
 * @param {string} text
 * @returns {Answer}
 */
function message(status, text) {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}
