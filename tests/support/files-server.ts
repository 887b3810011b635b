import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands at a path of another host: its bytes, and whether other pages may read them. */
export interface ServedFile {
  content: string | Uint8Array;
  type?: string;
  /** Does it let other pages read it? It does unless told otherwise. */
  isShared?: boolean;
}

/** Another host that keeps files, as a visitor's own web space does. */
export async function serveFiles(files: Record<string, ServedFile>) {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response: ServerResponse) => {
    asked.push(url);
    const file = files[url];
    if (file?.isShared !== false) response.setHeader('access-control-allow-origin', '*');
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', file.type ?? 'application/octet-stream');
    response.setHeader('content-length', Buffer.byteLength(file.content));
    response.end(file.content);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    return closed;
  };
  return { url, asked, close };
}
