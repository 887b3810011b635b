import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkHosting } from '../../../../src/engines/webllm/hosting';
import { codeLlamaId, recordOf } from '../../../../src/engines/webllm/records';
import {
  folder,
  goodConfig,
  json,
  library,
  type Mishap,
  type ModelServer,
  serveModel,
  shardBytes,
} from '../../../support/model-server';

let server: ModelServer;
beforeEach(async () => (server = await serveModel()));
afterEach(() => server.close());

const check = (base = server.base) => checkHosting(recordOf(codeLlamaId, base)!, { fetch });
const config = `${folder}/mlc-chat-config.json`;
const weights = `${folder}/tensor-cache.json`;
const status =
  (code: number): Mishap =>
  (_, response) =>
    void response.writeHead(code).end('no');

test('where everything lies as it should: the files, their bytes, and what can’t be checked', async () => {
  const { files, bytes, notes } = await check();
  const configBytes = (server.files.get(config) as Buffer).length;
  const weightsBytes = (server.files.get(weights) as Buffer).length;
  expect(bytes).toBe(6 * shardBytes + 3000 + 8 + configBytes + weightsBytes);
  expect(files.map(({ url, cache }) => `${cache} ${new URL(url).pathname}`)).toEqual([
    `webllm/config ${config}`,
    `webllm/wasm ${library}`,
    `webllm/model ${folder}/tokenizer.json`,
    ...[0, 1, 2, 3, 4, 5].map((i) => `webllm/model ${folder}/params_shard_${i}.bin`),
    `webllm/model ${weights}`,
  ]);
  expect(notes).toEqual([expect.stringContaining('can’t be told from its address')]);
  // Of the weights, only the first and the last are asked for.
  expect(server.asked.filter((path) => path.includes('params_shard'))).toHaveLength(2);
});

test('an address with the version of the libraries is checked against this one', async () => {
  const at = (version: string) => {
    for (const [path, file] of [...server.files]) server.files.set(`/${version}${path}`, file);
    return check(`${server.base}/${version}`);
  };
  expect((await at('v0_2_86')).notes).toEqual([]);
  await expect(at('v0_2_80')).rejects.toMatchObject({
    code: 'not-hosted',
    message: expect.stringContaining('compiled for WebLLM 0.2.80, and this is 0.2.86'),
  });
});

test.each([
  ['configuration', config, 'its configuration is missing'],
  ['tokenizer', `${folder}/tokenizer.json`, 'its tokenizer is missing'],
  ['library', library, 'its library (the compiled program) is missing'],
  ['list of weights', weights, 'the list of its weights is missing'],
  ['first weights', `${folder}/params_shard_0.bin`, 'weights are missing'],
  ['last weights', `${folder}/params_shard_5.bin`, 'weights are missing'],
])('without its %s, it says so, with the address and what to host', async (_, path, message) => {
  server.files.delete(path);
  await expect(check()).rejects.toMatchObject({
    code: 'not-hosted',
    message: expect.stringContaining(`${message}: ${server.base}${path}`),
    remedy: expect.stringMatching(/RoPE base 1,000,000.*codellama_7b.*llm\.mlc\.ai\/docs/s),
  });
});

test('an older conversion is told from none', async () => {
  server.files.set(`${folder}/ndarray-cache.json`, server.files.get(weights)!);
  server.files.delete(weights);
  await expect(check()).rejects.toMatchObject({
    code: 'not-hosted',
    message: expect.stringContaining(`there is ${server.base}${folder}/ndarray-cache.json`),
    remedy: expect.stringContaining('copy ndarray-cache.json to tensor-cache.json'),
  });
});

test.each([
  [
    'a RoPE base of Llama 2',
    { position_embedding_base: 10_000 },
    'has a RoPE base of 10,000, and Code Llama’s is 1,000,000',
  ],
  ['a RoPE base under another name', { rope_theta: 10_000 }, 'has a RoPE base of 10,000'],
  ['no RoPE base', {}, 'doesn’t say its RoPE base'],
])('%s is refused', async (_, model_config, message) => {
  server.files.set(config, json({ ...goodConfig, model_config }));
  await expect(check()).rejects.toMatchObject({
    code: 'not-hosted',
    message: expect.stringContaining(message),
  });
});

test('another vocabulary is refused, another template noted', async () => {
  server.files.set(config, json({ ...goodConfig, vocab_size: 32_000 }));
  await expect(check()).rejects.toMatchObject({ message: expect.stringContaining('vocabulary of 32,000') });
  server.files.set(config, json({ ...goodConfig, conv_template: { name: 'llama-2' } }));
  expect((await check()).notes).toContainEqual(expect.stringContaining('template is llama-2'));
});

test.each([
  ['configuration', config, 'this is not its configuration'],
  ['list of weights', weights, 'this is not a list of its weights'],
  ['library', library, 'this is no WebAssembly library'],
])('a page in place of the %s is no such thing', async (_, path, message) => {
  server.files.set(path, Buffer.from('<!doctype html><title>Not found</title>'));
  await expect(check()).rejects.toMatchObject({
    code: 'not-hosted',
    message: expect.stringContaining(`${message}: ${server.base}${path}`),
  });
});

test('a server that fails, one that isn’t there', async () => {
  server.files.set(config, status(503));
  await expect(check()).rejects.toMatchObject({ code: 'download-failed', retryable: true });
  await expect(check('http://127.0.0.1:9')).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('http://127.0.0.1:9/'),
  });
});

test('an abort is told as such', async () => {
  const controller = new AbortController();
  server.files.set(config, () => controller.abort());
  const checking = checkHosting(recordOf(codeLlamaId, server.base)!, { fetch, signal: controller.signal });
  await expect(checking).rejects.toMatchObject({ name: 'AbortError' });
});
