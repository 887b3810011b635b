import type { Answer, Engine, GenerateRequest, PrepareProgress } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { answerOnce } from './answer';
import { diskId } from './cached';
import { canReadInPieces, freeThreads, wllamaCapability } from './capability';
import { download } from './download';
import { answerFailure, hasCrashed } from './failures';
import { deleteParts, keptParts, whileAlone } from './files';
import { openKeptFiles } from './keep-files';
import { type LoadedModel, loadModel } from './load';
import { checkSize, modelName, partAddresses } from './parts';
import { presets } from './presets';
import { Turns } from '../turns';
import type { WllamaSettings } from './settings';

export interface WllamaOptions {
  /** Bytes of all files, for what is said beforehand; known of the presets. */
  bytes?: number;
  /** Half the cores unless told otherwise; always 1 where the page isn't cross-origin isolated. */
  threads?: number;
  /**
   * Have the GPU work where there is WebGPU. Off unless told otherwise: drivers differ in what they compute, and a
   * GPU that is lost takes the model with it.
   */
  gpu?: boolean;
}

/** llama.cpp in a worker of this page, with one GGUF model. Nothing is loaded until it is needed. */
export function wllamaEngine(settings: WllamaSettings, options: WllamaOptions = {}): Engine {
  return new WllamaEngine(settings, options);
}

type PrepareOptions = { signal?: AbortSignal; onProgress?: (progress: PrepareProgress) => void };

class WllamaEngine implements Engine {
  readonly #settings: WllamaSettings;
  readonly #threads: number;
  readonly #gpu: boolean;
  readonly #bytes?: number;
  /** What the model is kept under. */
  readonly #id: string;
  readonly #label: string;
  readonly #turns = new Turns();
  #model?: LoadedModel;
  #disposal = new AbortController();

  constructor(settings: WllamaSettings, { bytes, threads = freeThreads(), gpu = false }: WllamaOptions) {
    const { source } = settings;
    this.#settings = settings;
    this.#threads = crossOriginIsolated ? threads : 1;
    this.#gpu = gpu;
    this.#id = source.kind === 'url' ? partAddresses(source.url)[0] : diskId(source.name);
    this.#label = source.kind === 'url' ? modelName(source.url) : source.name;
    this.#bytes = bytes ?? presets.find(({ engine }) => engine.source.url === this.#id)?.bytes;
  }

  async capability() {
    const kept = await keptParts(this.#id).catch(() => []);
    const there = kept.filter(({ whole }) => whole).reduce((sum, part) => sum + part.bytes, 0);
    const bytes = this.#bytes ?? there;
    return wllamaCapability({ bytes, missing: Math.max(0, bytes - there), threads: this.#threads });
  }

  async prepare({ signal, onProgress }: PrepareOptions = {}): Promise<void> {
    const either = this.#until(signal);
    await this.#turns.run(() => this.#ready({ signal: either, onProgress }), either, { untilClean: true });
  }

  async generate(request: GenerateRequest): Promise<Answer[]> {
    const signal = this.#until(request.signal);
    return this.#turns.run(() => this.#answer({ ...request, signal }), signal);
  }

  async dispose(): Promise<void> {
    this.#disposal.abort(new DOMException('The model was let go of.', 'AbortError'));
    this.#disposal = new AbortController();
    await this.#drop();
  }

  /** A signal that also ends with the engine. */
  #until(signal?: AbortSignal): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#disposal.signal]) : this.#disposal.signal;
  }

  async #answer(request: GenerateRequest & { signal: AbortSignal }): Promise<Answer[]> {
    const { signal } = request;
    const model = await this.#ready({ signal });
    const answers: Answer[] = [];
    for (let sample = 0; sample < request.samples; sample += 1) {
      signal.throwIfAborted();
      const answer = await this.#answerOnce(model, request, sample);
      answers.push(answer);
      request.onAnswer?.(answer, sample);
    }
    return answers;
  }

  async #answerOnce(
    model: LoadedModel,
    request: GenerateRequest & { signal: AbortSignal },
    sample: number,
  ): Promise<Answer> {
    try {
      return await answerOnce(model, request, sample, this.#label);
    } catch (error) {
      // Nothing answers any more: the next request starts anew.
      if (hasCrashed(error)) await this.#drop();
      request.signal.throwIfAborted();
      throw error instanceof EngineError ? error : answerFailure(error, model.log);
    }
  }

  async #ready({ signal, onProgress }: PrepareOptions): Promise<LoadedModel> {
    if (this.#model) return this.#model;
    const files = await this.#files({ signal, onProgress });
    try {
      this.#model = await loadModel(files, {
        ...{ name: this.#label, contextLength: this.#settings.contextLength },
        ...{ threads: this.#threads, gpu: this.#gpu, signal, onProgress },
      });
    } catch (error) {
      // What is damaged must not be taken for the model next time.
      const isDamaged = error instanceof EngineError && error.code === 'not-a-model';
      if (isDamaged && this.#settings.source.kind === 'url') await deleteParts(this.#id);
      throw error;
    }
    return this.#model;
  }

  #files({ signal, onProgress }: PrepareOptions): Promise<File[]> {
    const { source } = this.#settings;
    if (source.kind === 'disk') return openKeptFiles(source.name);
    const detail = 'Waiting for another tab, which fetches this model';
    return whileAlone(
      this.#id,
      () =>
        download(source.url, {
          ...{ signal, onProgress, bytes: this.#bytes },
          checkSize: (name, bytes) => checkSize(name, bytes, canReadInPieces()),
        }),
      { signal, onWait: () => onProgress?.({ phase: 'starting', detail }) },
    );
  }

  async #drop(): Promise<void> {
    const model = this.#model;
    this.#model = undefined;
    await model?.wllama.exit();
  }
}
