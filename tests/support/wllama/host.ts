import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a file is served. */
export interface Served {
  body: Buffer;
  status?: number;
  type?: string;
  /** Bytes a second; all at once where it isn't set. */
  speed?: number;
  /** After so many bytes the connection is cut. */
  cutAt?: number;
  /** Without the header that lets other sites' pages in. */
  isClosed?: boolean;
}

/** A stand-in for whoever publishes models: another origin than the page's. */
export interface ModelHost {
  origin: string;
  /** What is served, by name; others are not found. */
  files: Map<string, Served>;
  /** The names asked for, in their order. */
  asked: string[];
  close(): Promise<void>;
}

export async function openModelHost(): Promise<ModelHost> {
  const files = new Map<string, Served>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '/').slice(1));
    asked.push(name);
    const file = files.get(name) ?? { body: Buffer.from('Not found'), status: 404, type: 'text/plain' };
    response.writeHead(file.status ?? 200, {
      'Content-Type': file.type ?? 'application/octet-stream',
      'Content-Length': file.body.length,
      ...(file.isClosed ? {} : { 'Access-Control-Allow-Origin': '*' }),
    });
    void send(response, file);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    ...{ files, asked },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function send(response: ServerResponse, { body, speed, cutAt }: Served): Promise<void> {
  const end = cutAt ?? body.length;
  const step = speed ? Math.ceil(speed / 20) : end;
  for (let at = 0; at < end && !response.destroyed; at += step) {
    response.write(body.subarray(at, Math.min(at + step, end)));
    if (speed) await new Promise((next) => setTimeout(next, 50));
  }
  if (cutAt === undefined) response.end();
  else setTimeout(() => response.destroy(), 100);
}
