import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { AddressError, fetchable, fromAddress } from '../../../src/lab/transfer/from-address';

let server: Server | undefined;

async function serving(answer: RequestListener): Promise<URL> {
  server = createServer(answer);
  await new Promise<void>((ready) => server!.listen(0, '127.0.0.1', ready));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a.zip`);
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const problemOf = (url: URL, limit?: number) =>
  fromAddress(url, { limit }).then(
    () => undefined,
    (error: AddressError) => [error.code, error.message],
  );

test('reads a file, and says how far it is', async () => {
  const url = await serving((_, response) => response.end(Buffer.alloc(1000, 7)));
  const seen: number[] = [];
  const content = await fromAddress(url, { onProgress: ({ done }) => seen.push(done) });
  expect(content).toHaveLength(1000);
  expect(seen.at(-1)).toBe(1000);
});

test('says what came instead: nothing, a status, a web page, too much', async () => {
  const gone = await serving((_, response) => response.end());
  server!.close();
  server!.closeAllConnections();
  expect(await problemOf(gone)).toEqual([
    'unreachable',
    expect.stringContaining('Nothing answers at 127.0.0.1'),
  ]);
  const missing = await serving((_, response) => response.writeHead(404).end('no'));
  expect(await problemOf(missing)).toEqual(['http-status', expect.stringContaining('404')]);
  server!.close();
  const page = await serving((_, response) => response.setHeader('content-type', 'text/html').end('<p>hi'));
  expect(await problemOf(page)).toEqual(['web-page', expect.stringContaining('raw')]);
  server!.close();
  const long = await serving((_, response) =>
    response.setHeader('content-length', 5e6).end(Buffer.alloc(5e6)),
  );
  expect(await problemOf(long, 1e6)).toEqual(['too-large', expect.stringContaining('1 MB')]);
  server!.close();
  // Without saying how long it is.
  const endless = await serving((_, response) => {
    response.write(Buffer.alloc(3e6));
    response.end();
  });
  expect((await problemOf(endless, 1e6))?.[0]).toBe('too-large');
  server!.close();
  const cut = await serving((_, response) => {
    response.setHeader('content-length', 1000);
    response.write('part');
    setTimeout(() => response.destroy(), 20);
  });
  expect((await problemOf(cut))?.[0]).toBe('unreachable');
});

test('only addresses on the web are asked', () => {
  expect(fetchable('a/b.zip', 'https://x.example/app/').href).toBe('https://x.example/app/a/b.zip');
  for (const bad of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:,x',
    'blob:https://x/1',
    'https://',
  ]) {
    expect(() => fetchable(bad, 'https://x.example/'), bad).toThrow(AddressError);
  }
});
