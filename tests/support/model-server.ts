import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one file is answered, if not as it should be. */
export type Mishap = (request: IncomingMessage, response: ServerResponse) => void;

/** The files of a small model that WebLLM could load, as those of Code Llama lie below a base. */
export interface ModelServer {
  base: string;
  /** Every path that was asked for, in order. */
  asked: string[];
  /** Answers by path: change them to have something missing or wrong. */
  files: Map<string, Buffer | Mishap>;
  close(): Promise<void>;
}

export const folder = '/CodeLlama-7b-Instruct-hf-q4f16_1-MLC/resolve/main';
export const library = '/libs/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm';
export const shardBytes = 20_000;

/** What Code Llama's configuration says of what the hosting check reads. */
export const goodConfig = {
  tokenizer_files: ['tokenizer.json', 'tokenizer.model'],
  vocab_size: 32_016,
  conv_template: { name: 'codellama_instruct' },
  model_config: { position_embedding_base: 1_000_000, vocab_size: 32_016 },
};

/** Serves such a model from this machine, to any page. */
export async function serveModel(shards = 6): Promise<ModelServer> {
  const records = Array.from({ length: shards }, (_, i) => ({
    dataPath: `params_shard_${i}.bin`,
    nbytes: shardBytes,
  }));
  const files = new Map<string, Buffer | Mishap>([
    [`${folder}/mlc-chat-config.json`, json(goodConfig)],
    [`${folder}/tensor-cache.json`, json({ records })],
    [`${folder}/tokenizer.json`, Buffer.alloc(3000, '{')],
    [library, Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])],
    ...records.map(({ dataPath }, i) => [`${folder}/${dataPath}`, Buffer.alloc(shardBytes, i)] as const),
  ]);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    response.setHeader('access-control-allow-origin', '*');
    const file = files.get(path);
    if (typeof file === 'function') return file(request, response);
    if (!file) return void response.writeHead(404).end('not found');
    response.writeHead(200, { 'content-length': file.length }).end(file);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () => {
    const closed = new Promise<void>((done) => server.close(() => done()));
    server.closeAllConnections();
    return closed;
  };
  // Not "localhost": WebLLM keeps no library from there.
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, files, close };
}

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
