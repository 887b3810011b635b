import { request as httpRequest } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { serve, type Site } from '../../scripts/serve.mjs';

const text = 'export const answer = 42;\n'.repeat(100);

const test = base.extend<{ site: Site }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
  site: async ({}, use, testInfo) => {
    const folder = testInfo.outputPath('public');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>here</title>');
    writeFileSync(join(folder, 'assets', 'main-a1B2_c3-.js'), text);
    writeFileSync(join(folder, '..', 'secret.txt'), 'secret');
    const site = await serve({ folder, base: '/a/b/' });
    await use(site);
    await site.close();
  },
});

test('serves a folder under its base path only', async ({ site }) => {
  const page = await fetch(site.url);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(await page.text()).toContain('here');
  expect((await fetch(site.url.slice(0, -1))).url).toBe(site.url);
  expect((await fetch(`${site.origin}/`)).status).toBe(404);
  expect((await fetch(`${site.url}none.html`)).status).toBe(404);
});

test('compresses text where that is accepted, and keeps hashed files for long', async ({ site }) => {
  const address = `${site.url}assets/main-a1B2_c3-.js`;
  const packed = await fetch(address, { headers: { 'Accept-Encoding': 'gzip' } });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(text.length / 4);
  expect(packed.headers.get('cache-control')).toContain('immutable');
  expect(await packed.text()).toBe(text);
  const plain = await fetch(address, { headers: { 'Accept-Encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe(text);
});

test('answers HEAD, revalidation and other methods as HTTP says', async ({ site }) => {
  const head = await fetch(site.url, { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(await head.text()).toBe('');
  const again = await fetch(site.url, { headers: { 'If-None-Match': head.headers.get('etag')! } });
  expect(again.status).toBe(304);
  const post = await fetch(site.url, { method: 'POST', body: 'x' });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

for (const path of [
  '../secret.txt',
  '..%2fsecret.txt',
  '%2e%2e/secret.txt',
  'assets/..%2f..%2fsecret.txt',
  '%00',
  '%',
]) {
  test(`lets nothing out of the folder: ${path}`, async ({ site }) => {
    expect(await statusOf(site, `/a/b/${path}`)).toBe(404);
  });
}

/** The answer to a path as it stands: `fetch` would tidy it up. */
function statusOf({ port }: Site, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end();
  });
}
