import type { Answer, Capability, Engine, GenerateRequest, PrepareProgress } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { checkDevice } from '../device/check';
import { Turns } from '../turns';
import type { Device } from '../device/device';
import { answer } from './answer';
import { tryOut } from './canary';
import { Client, type EngineWorker } from './client';
import { ensureCopy } from './copy';
import { failureOf, type Doing } from './failures';
import { findRecord } from './find-record';
import { progressReader } from './progress';
import { webllmModels, type WebllmRecord } from './records';
import { doubt, obstacle, type Obstacle } from './requirements';
import type { WebllmSettings } from './settings';
import { startWorker } from './start-worker';

/** What the engine is given of the world around it; all of it is the browser's own where it isn't set. */
export interface WebllmOptions {
  /** Where Code Llama's files lie if the settings don't say: `deployerBase`. */
  base?: string;
  createWorker?: () => EngineWorker;
  checkDevice?: () => Promise<Device>;
  fetch?: typeof fetch;
  caches?: CacheStorage;
  storage?: Pick<StorageManager, 'estimate' | 'persist'>;
  /** Pauses before a file is fetched again, in milliseconds. */
  pauses?: readonly number[];
}

type PrepareOptions = NonNullable<Parameters<Engine['prepare']>[0]>;

/** An engine that runs a model on this device's GPU, by WebLLM. It answers one request at a time. */
export function webllmEngine(settings: WebllmSettings, options: WebllmOptions = {}): Engine {
  return new WebllmEngine(settings, options);
}

class WebllmEngine implements Engine {
  readonly #settings: WebllmSettings;
  readonly #options: WebllmOptions;
  readonly #turns = new Turns();
  #client?: Client;
  /** Aborted by `dispose`. */
  #life = new AbortController();

  constructor(settings: WebllmSettings, options: WebllmOptions) {
    this.#settings = settings;
    this.#options = options;
  }

  async capability(): Promise<Capability> {
    try {
      const record = await findRecord(this.#settings, this.#options.base);
      const device = await this.#device();
      const found = obstacleFor(device, record);
      if (found) throw new EngineError(found.code, found.message);
      const model = webllmModels.find(({ id }) => id === record.model_id);
      const doubtful = model && doubt(device, model);
      return { able: true, notes: doubtful ? [doubtful.message] : [] };
    } catch (error) {
      const { message: reason, remedy } = failureOf(error, 'loading');
      return { able: false, reason, remedy };
    }
  }

  async prepare({ signal, onProgress }: PrepareOptions = {}): Promise<void> {
    const either = this.#untilDisposed(signal);
    await this.#turns.run(() => this.#ready({ signal: either, onProgress }), either, { untilClean: true });
  }

  generate(request: GenerateRequest): Promise<Answer[]> {
    const signal = this.#untilDisposed(request.signal);
    const work = async () => {
      const client = await this.#ready({ signal });
      const answers: Answer[] = [];
      for (let sample = 0; sample < request.samples; sample++) {
        const write = () => answer(client, { ...request, signal }, sample);
        const given = await this.#guarded('answering', signal, write);
        request.onAnswer?.(given, sample);
        answers.push(given);
      }
      return answers;
    };
    return this.#turns.run(work, signal, { untilClean: true });
  }

  async dispose(): Promise<void> {
    this.#life.abort(new DOMException('The model was let go.', 'AbortError'));
    this.#life = new AbortController();
    this.#client?.close();
    await this.#turns.run(async () => this.#drop());
  }

  #untilDisposed(signal: AbortSignal | undefined): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#life.signal]) : this.#life.signal;
  }

  async #ready({ signal, onProgress }: PrepareOptions): Promise<Client> {
    if (this.#client && !this.#client.isClosed) return this.#client;
    return this.#guarded('loading', signal, () => this.#load(signal, onProgress ?? (() => {})));
  }

  async #load(signal: AbortSignal | undefined, onProgress: (progress: PrepareProgress) => void) {
    const { createWorker = startWorker, fetch = globalThis.fetch.bind(globalThis), ...rest } = this.#options;
    const record = await findRecord(this.#settings, this.#options.base);
    const found = obstacleFor(await this.#device(), record);
    if (found) throw new EngineError(found.code, found.message);
    signal?.throwIfAborted();

    const { caches = globalThis.caches, storage = globalThis.navigator?.storage, pauses } = rest;
    const total = await ensureCopy(record, { caches, fetch, storage, signal, onProgress, pauses });
    onProgress({ phase: 'starting', detail: 'starting the GPU' });
    const onReport = progressReader(total, onProgress);
    this.#client = await Client.load(record, { createWorker, signal, onReport });
    onProgress({ phase: 'starting', detail: 'trying a first prompt' });
    await tryOut(this.#client, signal);
    return this.#client;
  }

  /** Names what goes wrong, and lets go of a model that is of no use any more. */
  async #guarded<Result>(doing: Doing, signal: AbortSignal | undefined, task: () => Promise<Result>) {
    try {
      return await task();
    } catch (error) {
      if (doing === 'loading') this.#drop();
      signal?.throwIfAborted();
      const failure = failureOf(error, doing);
      if (failure.code === 'device-lost' || failure.code === 'out-of-memory') this.#drop();
      throw failure;
    }
  }

  #drop(): void {
    this.#client?.close();
    this.#client = undefined;
  }

  #device(): Promise<Device> {
    return (this.#options.checkDevice ?? checkDevice)();
  }
}

/** WebLLM's own list doesn't say which of its models reckon with 16-bit floats; their names do. */
function obstacleFor(device: Device, { model_id, required_features }: WebllmRecord): Obstacle | undefined {
  const needsF16 = required_features?.includes('shader-f16') || /q\df16/.test(model_id);
  return obstacle(device, needsF16 ? 16 : 32);
}
