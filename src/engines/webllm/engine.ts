import type { WebWorkerMLCEngine } from '@mlc-ai/web-llm';
import type { Answer, Engine, GenerateRequest, PrepareProgress } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { checkDevice, type Device, missingOf } from '../device/device';
import { download as downloadFiles } from './download';
import { webllmFailure } from './failures';
import { canaryPrompt, canaryTokens, looksGarbled } from './garbled';
import { hostingAdvice, lookAtHost } from './hosted';
import { recordOf, webllmModels, type WebllmRecord } from './records';
import { Turns } from '../turns';
import type { WebllmSettings } from './settings';
import { write } from './write';

export interface WebllmEngineOptions {
  settings: WebllmSettings;
  /** Where Code Llama's build is hosted, unless the settings say. */
  codeLlamaBase?: string;
  /** Unless handed in: the module worker of this folder, this device, and a real download. */
  createWorker?: () => Worker;
  device?: () => Promise<Device>;
  download?: (record: WebllmRecord, options: Parameters<Engine['prepare']>[0]) => Promise<void>;
}

type PrepareOptions = NonNullable<Parameters<Engine['prepare']>[0]>;

/** Loads what lies in WebLLM's caches after all of it was fetched into them. */
async function fetchAll(record: WebllmRecord, { signal, onProgress }: PrepareOptions = {}): Promise<void> {
  await downloadFiles(await lookAtHost(record, signal), { signal, onProgress });
}

/** A model on this device's GPU, by WebLLM in a worker of its own. */
export class WebllmEngine implements Engine {
  readonly #options: WebllmEngineOptions;
  readonly #turns = new Turns();
  #loaded?: { worker: Worker; engine: WebWorkerMLCEngine };

  constructor(options: WebllmEngineOptions) {
    this.#options = options;
  }

  async capability(): ReturnType<Engine['capability']> {
    try {
      const record = this.#record();
      const device = await this.#check();
      const isSlow = typeof device.gpu === 'object' && device.gpu.isSoftware;
      const gigabytes = (record.vram_required_MB / 1024).toFixed(1);
      return {
        able: true,
        notes: [
          `It takes about ${gigabytes} GB of GPU memory.`,
          ...(isSlow ? ['This GPU is computed by the CPU: expect minutes for a word.'] : []),
        ],
      };
    } catch (error) {
      const { message, remedy } = webllmFailure(error);
      return { able: false, reason: message, remedy };
    }
  }

  prepare(options: PrepareOptions = {}): Promise<void> {
    return this.#turns.run(() => this.#load(options), options.signal);
  }

  generate(request: GenerateRequest): Promise<Answer[]> {
    return this.#turns.run(async () => {
      await this.#load({ signal: request.signal });
      const answers: Answer[] = [];
      for (let sample = 0; sample < request.samples; sample++) {
        request.signal?.throwIfAborted();
        const answer = await this.#write(request, sample);
        answers.push(answer);
        request.onAnswer?.(answer, sample);
      }
      return answers;
    }, request.signal);
  }

  async dispose(): Promise<void> {
    // The worker's end frees the GPU's memory at once, whatever it is at.
    this.#loaded?.worker.terminate();
    this.#loaded = undefined;
  }

  #record(): WebllmRecord {
    const { settings, codeLlamaBase } = this.#options;
    const record = recordOf(settings.model, settings.base ?? codeLlamaBase);
    if (record) return record;
    if (webllmModels.some(({ id }) => id === settings.model)) {
      throw new EngineError('not-hosted', 'No address is set where a WebGPU build of Code Llama is hosted.', {
        remedy: hostingAdvice('an address of yours'),
      });
    }
    throw new EngineError(
      'not-hosted',
      `There is no WebGPU build of ${settings.model} that this app knows of.`,
    );
  }

  /** @throws EngineError where this device can't run the model */
  async #check(): Promise<Device> {
    const { settings, device = checkDevice } = this.#options;
    const found = await device();
    const needsF16 = webllmModels.find(({ id }) => id === settings.model)?.needsF16 ?? true;
    const missing = missingOf(found.gpu, needsF16);
    if (typeof found.gpu !== 'object')
      throw new EngineError('no-webgpu', `This device lacks ${missing.join(', ')}.`);
    if (missing.length) throw new EngineError('missing-feature', `This device lacks ${missing.join(', ')}.`);
    return found;
  }

  async #load({ signal, onProgress }: PrepareOptions): Promise<void> {
    signal?.throwIfAborted();
    if (this.#loaded) return;
    const record = this.#record();
    await this.#check();
    signal?.throwIfAborted();
    await (this.#options.download ?? fetchAll)(record, { signal, onProgress });
    signal?.throwIfAborted();
    const worker = this.#worker();
    // The one way that stops a start for certain, and leaves nothing half done behind.
    const stop = () => worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const engine = await unlessAborted(start(worker, record, onProgress), signal);
      this.#loaded = { worker, engine };
      onProgress?.({ phase: 'starting', detail: 'Trying a first prompt.' });
      await this.#tryOut(signal);
    } catch (error) {
      await this.dispose();
      worker.terminate();
      signal?.throwIfAborted();
      throw webllmFailure(error);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  #worker(): Worker {
    const { createWorker } = this.#options;
    return createWorker?.() ?? new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  }

  /** @throws EngineError 'garbled' */
  async #tryOut(signal?: AbortSignal): Promise<void> {
    const messages = [{ role: 'user' as const, content: canaryPrompt }];
    const canary = { messages, samples: 1, temperature: 0, maxTokens: canaryTokens, signal };
    const { text } = await unlessAborted(this.#write(canary, 0), signal);
    if (looksGarbled(text)) {
      const shown = text.trim().slice(0, 40);
      throw new EngineError(
        'garbled',
        `Asked for two lines of Python, it wrote “${shown}”: this GPU computes it wrongly.`,
      );
    }
  }

  async #write(request: GenerateRequest, sample: number): Promise<Answer> {
    try {
      return await write(this.#loaded!.engine, request, sample);
    } catch (error) {
      request.signal?.throwIfAborted();
      const failure = webllmFailure(error);
      // A GPU that was lost, or is full, takes the model with it: the next answer loads it anew.
      if (failure.scope === 'model') await this.dispose();
      throw failure;
    }
  }
}

async function start(
  worker: Worker,
  record: WebllmRecord,
  onProgress?: (progress: PrepareProgress) => void,
): Promise<WebWorkerMLCEngine> {
  const { WebWorkerMLCEngine } = await import('@mlc-ai/web-llm');
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) =>
      reject(new EngineError('load-failed', `WebLLM’s worker did not start: ${message}`)),
    );
  });
  const engine = new WebWorkerMLCEngine(worker, {
    appConfig: { model_list: [record] },
    logLevel: 'ERROR',
    initProgressCallback: ({ text }) => onProgress?.({ phase: 'starting', detail: detailOf(text) }),
  });
  await Promise.race([engine.reload(record.model_id), broken]);
  return engine;
}

/** What WebLLM says of its start, without what it says of a first visit. */
function detailOf(text: string): string {
  const percent = /(\d+)% completed/.exec(text)?.[1];
  if (percent && text.startsWith('Loading')) return `Filling the GPU’s memory: ${percent} %.`;
  if (/shader/i.test(text)) return `Compiling for this GPU${percent ? `: ${percent} %` : ''}.`;
  return 'Starting the model.';
}

/** The value, unless the signal comes first: a worker that was ended never answers. */
function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}
