import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lookAtHost } from '../../../../src/engines/webllm/hosted';
import { codeLlamaId, codeLlamaRecord } from '../../../../src/engines/webllm/records';

let server: Server;
let files: Record<string, string>;
let base: string;

const folder = `/${codeLlamaId}/resolve/main`;

beforeEach(async () => {
  files = {
    [`${folder}/mlc-chat-config.json`]: JSON.stringify({
      tokenizer_files: ['tokenizer.model', 'tokenizer.json'],
      vocab_size: 32016,
      model_config: { position_embedding_base: 1_000_000 },
    }),
    [`${folder}/tensor-cache.json`]: JSON.stringify({
      records: [
        { dataPath: 'params_shard_0.bin', nbytes: 100, records: [] },
        { dataPath: 'params_shard_1.bin', nbytes: 50, records: [] },
      ],
    }),
    [`/libs/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm`]: 'wasm',
  };
  server = createServer(({ url = '' }, response) => {
    const file = files[url];
    response
      .writeHead(file === undefined ? 404 : 200, { 'content-type': 'application/octet-stream' })
      .end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const look = () => lookAtHost(codeLlamaRecord(base));

describe('looking at a host', () => {
  it('finds all files of a model, with the bytes of its weights', async () => {
    const { files: found, bytes } = await look();
    expect(bytes).toBe(150);
    expect(found.map(({ url, cache }) => [url.slice(base.length), cache])).toStrictEqual([
      [`${folder}/mlc-chat-config.json`, 'webllm/config'],
      ['/libs/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm', 'webllm/wasm'],
      [`${folder}/tensor-cache.json`, 'webllm/model'],
      [`${folder}/tokenizer.json`, 'webllm/model'],
      [`${folder}/params_shard_0.bin`, 'webllm/model'],
      [`${folder}/params_shard_1.bin`, 'webllm/model'],
    ]);
  });

  it.each([
    ['mlc-chat-config.json', `${folder}/mlc-chat-config.json`],
    ['tensor-cache.json', `${folder}/tensor-cache.json`],
    ['webgpu.wasm', '/libs/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm'],
  ])('names what is missing, and what to host: %s', async (name, path) => {
    delete files[path];
    await expect(look()).rejects.toMatchObject({
      code: 'not-hosted',
      message: expect.stringMatching(new RegExp(`${base}.*${name}.*Nothing was downloaded`)),
      remedy: expect.stringContaining('codellama_7b'),
    });
  });

  it('tells weights of an older converter', async () => {
    files[`${folder}/ndarray-cache.json`] = files[`${folder}/tensor-cache.json`];
    delete files[`${folder}/tensor-cache.json`];
    await expect(look()).rejects.toMatchObject({ remedy: expect.stringContaining('ndarray-cache.json') });
  });

  it('refuses a build with Llama 2’s RoPE', async () => {
    files[`${folder}/mlc-chat-config.json`] = JSON.stringify({
      tokenizer_files: [],
      model_config: { position_embedding_base: 10000 },
    });
    await expect(look()).rejects.toThrow(/RoPE base of 10000.*Llama 2/);
  });

  it('refuses what is no list of files', async () => {
    files[`${folder}/tensor-cache.json`] = '<html>';
    await expect(look()).rejects.toThrow(/tensor-cache.json is not JSON/);
    files[`${folder}/tensor-cache.json`] = '{"records": 5}';
    await expect(look()).rejects.toThrow(/tensor-cache.json is not as it should be/);
  });

  it('tells a host that can’t be reached', async () => {
    const record = codeLlamaRecord('http://localhost:9');
    await expect(lookAtHost(record)).rejects.toMatchObject({
      code: 'not-hosted',
      message: expect.stringContaining('can’t be reached'),
    });
  });

  it('stops', async () => {
    await expect(lookAtHost(codeLlamaRecord(base), AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
