import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PrepareProgress } from '../../../../src/core/engine';
import { deleteCached, listCached } from '../../../../src/engines/webllm/cached';
import { type CopyOptions, ensureCopy } from '../../../../src/engines/webllm/copy';
import { codeLlamaId, recordOf } from '../../../../src/engines/webllm/records';
import { MemoryCaches } from '../../../support/cache-storage';
import { folder, library, type ModelServer, serveModel, shardBytes } from '../../../support/model-server';

let server: ModelServer;
let caches: MemoryCaches;
beforeEach(async () => {
  server = await serveModel();
  caches = new MemoryCaches();
});
afterEach(() => server.close());

const shard = (i: number) => `${folder}/params_shard_${i}.bin`;
const copy = (options: Partial<CopyOptions> = {}) =>
  ensureCopy(recordOf(codeLlamaId, server.base)!, { caches, fetch, pauses: [0, 0], ...options });
const times = (path: string) => server.asked.filter((asked) => asked === path).length;

/** The bodies of shards that came whole, by what is in the cache. */
async function shardsKept(): Promise<number[]> {
  const cache = await caches.open('webllm/model');
  const kept: number[] = [];
  for (let i = 0; i < 6; i++) {
    const found = await cache.match(server.base + shard(i));
    if (!found) continue;
    const body = Buffer.from(await found.arrayBuffer());
    expect(body.equals(Buffer.alloc(shardBytes, i))).toBe(true);
    kept.push(i);
  }
  return kept;
}

test('all files come, with bytes counted to the end; the next time nothing is asked of the network', async () => {
  const told: PrepareProgress[] = [];
  const total = await copy({ onProgress: (progress) => told.push(progress) });
  const done = told.map((progress) => (progress.phase === 'downloading' ? progress.done : NaN));
  expect(done[0]).toBeLessThan(1000);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(total - done.at(-1)!).toBeLessThan(1000);
  expect(await shardsKept()).toEqual([0, 1, 2, 3, 4, 5]);
  const asked = server.asked.length;
  expect(await copy()).toBeGreaterThan(6 * shardBytes);
  expect(server.asked).toHaveLength(asked);
});

test('after an abort what is whole stays, and the rest is fetched the next time', async () => {
  const controller = new AbortController();
  // The hosting check asks for the last weights too, and is answered.
  const last = server.files.get(shard(5))!;
  let asked = 0;
  server.files.set(shard(5), (_, response) => {
    response.writeHead(200, { 'content-length': shardBytes });
    response.write(Buffer.alloc(100, 5));
    if (++asked > 1) setTimeout(() => controller.abort(), 50);
  });
  await expect(copy({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
  const kept = await shardsKept();
  expect(kept).toContain(0);
  expect(kept).not.toContain(5);
  expect(await listCached(caches)).toMatchObject([{ name: codeLlamaId, whole: false }]);

  server.files.set(shard(5), last);
  const told: PrepareProgress[] = [];
  const before = times(shard(1));
  await copy({ onProgress: (progress) => told.push(progress) });
  expect(times(shard(1))).toBe(before);
  expect(told[0]).toMatchObject({ phase: 'downloading', done: expect.any(Number) });
  expect((told[0] as { done: number }).done).toBeGreaterThanOrEqual(kept.length * shardBytes);
  expect(await shardsKept()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await listCached(caches)).toMatchObject([{ name: codeLlamaId, whole: true }]);
});

test('weights that are cut short are tried again, and never kept', async () => {
  const whole = server.files.get(shard(3))!;
  let tries = 0;
  server.files.set(shard(3), (_, response) => {
    tries++;
    // The whole length isn't said: only the model's list tells that this isn't all.
    response.writeHead(200).end(tries < 3 ? Buffer.alloc(100, 3) : whole);
  });
  await copy();
  expect(tries).toBe(3);
  expect(await shardsKept()).toContain(3);
});

test('what stays broken is told with its address, and doesn’t stick', async () => {
  const whole = server.files.get(shard(3))!;
  server.files.set(shard(3), Buffer.alloc(100));
  await expect(copy()).rejects.toMatchObject({
    code: 'download-failed',
    retryable: true,
    message: expect.stringContaining(shard(3)),
  });
  expect(times(shard(3))).toBe(3);
  server.files.set(shard(3), whole);
  await copy();
  expect(await shardsKept()).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a copy of another length, from wherever it is, is replaced', async () => {
  await copy();
  const cache = await caches.open('webllm/model');
  await cache.put(server.base + shard(2), new Response('<!doctype html>'));
  expect(await listCached(caches)).toMatchObject([{ whole: false }]);
  await copy();
  expect(await shardsKept()).toEqual([0, 1, 2, 3, 4, 5]);
});

test('a file that is gone is no matter of trying again', async () => {
  server.files.delete(shard(3));
  await expect(copy()).rejects.toMatchObject({
    code: 'not-hosted',
    message: expect.stringContaining(shard(3)),
  });
  expect(times(shard(3))).toBe(1);
});

test('too little room: before the download where the browser tells, or in the middle of it', async () => {
  const storage = { estimate: async () => ({ quota: 100_000, usage: 50_000 }), persist: async () => false };
  await expect(copy({ storage })).rejects.toMatchObject({
    code: 'quota',
    message: expect.stringContaining('the browser allows this page'),
  });
  expect(await shardsKept()).toEqual([]);
  caches.quota = 3.5 * shardBytes;
  await expect(copy()).rejects.toMatchObject({ code: 'quota', retryable: false });
  expect((await shardsKept()).length).toBeLessThanOrEqual(3);
});

test('what is kept is listed with its bytes, and deleted', async () => {
  const total = await copy();
  const [listed, ...others] = await listCached(caches);
  expect(others).toEqual([]);
  expect(listed).toEqual({
    id: `${server.base}${folder}/`,
    name: codeLlamaId,
    bytes: caches.bytes,
    whole: true,
  });
  expect(listed.bytes).toBe(total);
  await deleteCached(listed.id, caches);
  expect(caches.bytes).toBe(0);
  expect(await listCached(caches)).toEqual([]);
  await deleteCached(listed.id, caches);
});

test('without its library a model isn’t whole; a library alone stands for itself; models are kept apart', async () => {
  await copy();
  const wasm = await caches.open('webllm/wasm');
  await wasm.delete(server.base + library);
  const other = 'https://h.example/libs/Other_cs1k-webgpu.wasm';
  await wasm.put(other, new Response('1234'));
  const config = 'https://h.example/Half-MLC/resolve/main/mlc-chat-config.json';
  await (await caches.open('webllm/config')).put(config, new Response('{}'));
  const byName = Object.fromEntries((await listCached(caches)).map((model) => [model.name, model]));
  expect(Object.keys(byName).sort()).toEqual([codeLlamaId, 'Half-MLC', 'Other_cs1k-webgpu.wasm']);
  expect(byName[codeLlamaId].whole).toBe(false);
  expect(byName['Half-MLC']).toMatchObject({ bytes: 2, whole: false });
  expect(byName['Other_cs1k-webgpu.wasm']).toEqual({
    id: other,
    name: 'Other_cs1k-webgpu.wasm',
    bytes: 4,
    whole: false,
  });
  await deleteCached(byName['Half-MLC'].id, caches);
  expect((await listCached(caches)).map(({ name }) => name).sort()).toEqual([
    codeLlamaId,
    'Other_cs1k-webgpu.wasm',
  ]);
});
