import type { Engine, GenerateRequest } from '../../src/core/engine';
import { webllmEngine, type WebllmOptions } from '../../src/engines/webllm/engine';
import { codeLlamaId } from '../../src/engines/webllm/records';
import { MemoryCaches } from './cache-storage';
import { device } from './device';
import { type ModelServer, serveModel } from './model-server';
import { ScriptedWorker, type WorkerScript } from './webllm-worker';

/** WebLLM's engine with the real client, its model on a server of this machine, and scripts in place of workers. */
export class ScriptedEngine {
  readonly workers: ScriptedWorker[] = [];

  private constructor(
    readonly server: ModelServer,
    readonly caches: MemoryCaches,
  ) {}

  static async start(): Promise<ScriptedEngine> {
    return new ScriptedEngine(await serveModel(), new MemoryCaches());
  }

  /** An engine with Code Llama: the first script is the first worker's, the last all further ones'. */
  engine(scripts: WorkerScript[] = [{}], options: WebllmOptions = {}): Engine {
    const createWorker = () => {
      const worker = new ScriptedWorker(scripts[Math.min(this.workers.length, scripts.length - 1)]);
      this.workers.push(worker);
      return worker;
    };
    return webllmEngine(
      { kind: 'webllm', model: codeLlamaId, base: this.server.base },
      { caches: this.caches, checkDevice: async () => device(), pauses: [], createWorker, ...options },
    );
  }
}

export const request = (more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  messages: [{ role: 'user', content: 'Add.' }],
  samples: 1,
  temperature: 0.9,
  maxTokens: 100,
  ...(more as object),
});
