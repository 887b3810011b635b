import type {
  AppConfig,
  ChatCompletionChunk,
  ChatCompletionRequestStreaming,
  Completion,
  CompletionCreateParamsStreaming,
  InitProgressReport,
  WebWorkerMLCEngine,
} from '@mlc-ai/web-llm';
import { EngineError } from '../../core/engine-error';
import type { WebllmRecord } from './records';

/** What is needed of a worker. */
export interface EngineWorker {
  onmessage: ((event: MessageEvent) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
  postMessage(message: unknown): void;
  terminate(): void;
}

export interface LoadOptions {
  createWorker: () => EngineWorker;
  signal?: AbortSignal;
  onReport?: (report: InitProgressReport) => void;
}

/** A request for one answer, in words or as text to go on from. */
export type StreamRequest =
  | { form: 'chat'; payload: ChatCompletionRequestStreaming }
  | { form: 'text'; payload: CompletionCreateParamsStreaming };

export type Chunk = ChatCompletionChunk | Completion;

/** How long a worker may take to let go, when it was asked to, until it is ended. */
const graceMilliseconds = { loading: 500, answering: 10_000 };

/** A worker with one model in it, and WebLLM's own client to talk with it. Errors are WebLLM's, mostly as texts. */
export class Client {
  readonly #worker: EngineWorker;
  readonly #engine: WebWorkerMLCEngine;
  /** Rejects when the worker is no more: what it was asked would wait forever. */
  readonly #over: Promise<never>;
  #end!: (reason: unknown) => void;
  #closed = false;

  private constructor(worker: EngineWorker, engine: WebWorkerMLCEngine) {
    this.#worker = worker;
    this.#engine = engine;
    this.#over = new Promise((_, reject) => (this.#end = reject));
    this.#over.catch(() => {});
    worker.onerror = (event) => this.close(new Error(event.message || 'the worker of WebLLM failed'));
  }

  /**
   * Starts a worker, and loads a model in it.
   *
   * @throws whatever WebLLM throws
   * @throws DOMException "AbortError" when aborted: then the worker is gone, and its memory with it
   */
  static async load(record: WebllmRecord, { createWorker, signal, onReport }: LoadOptions): Promise<Client> {
    const { WebWorkerMLCEngine } = await import('./library');
    signal?.throwIfAborted();
    const appConfig: AppConfig = { model_list: [record] };
    const worker = createWorker();
    const engine = new WebWorkerMLCEngine(worker, { appConfig, initProgressCallback: onReport });
    const client = new Client(worker, engine);
    const stop = () => void client.#unloadAndClose(signal!.reason);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await client.#alive(engine.reload(record.model_id));
      // A reload that was stopped by `unload` ends as if it were done.
      signal?.throwIfAborted();
      return client;
    } catch (error) {
      client.close(error);
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Is its worker gone? */
  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Has one answer written. After an abort the worker has let go of it, so that the next is not spoilt by this one.
   *
   * @returns the whole text as WebLLM has it in the end: what was told in pieces may hold the beginning of a stop text
   * @throws whatever WebLLM throws
   * @throws DOMException "AbortError" when aborted
   */
  async write(
    request: StreamRequest,
    onChunk: (chunk: Chunk) => void,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const interrupt = () => {
      this.#engine.interruptGenerate();
      timer = setTimeout(() => this.close(signal!.reason), graceMilliseconds.answering);
    };
    signal?.throwIfAborted();
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      const stream = await this.#alive(this.#start(request));
      await this.#read(stream[Symbol.asyncIterator](), onChunk, signal);
      if (!signal?.aborted) return await this.#alive(this.#engine.getMessage());
      await this.#alive(this.#engine.resetChat());
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
    }
    throw signal.reason;
  }

  /** Ends the worker; what waits for it fails with the reason. */
  close(reason: unknown = new EngineError('load-failed', 'The model was let go meanwhile.')): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#end(reason);
    this.#worker.onerror = null;
    this.#worker.terminate();
  }

  #start({ form, payload }: StreamRequest): Promise<AsyncIterable<Chunk>> {
    return form === 'chat'
      ? this.#engine.chat.completions.create(payload)
      : this.#engine.completions.create(payload);
  }

  /** Reads to the end, or to the first piece after an abort. A stream that isn't read to its end must be closed (#447). */
  async #read(
    stream: AsyncIterator<Chunk>,
    onChunk: (chunk: Chunk) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const close = () => this.#alive(Promise.resolve(stream.return?.()));
    try {
      while (!signal?.aborted) {
        const next = await this.#alive(stream.next());
        if (next.done) return;
        if (!signal?.aborted) onChunk(next.value);
      }
    } catch (error) {
      await close().catch(() => {
        // The first error says more.
      });
      throw error;
    }
    await close();
  }

  async #unloadAndClose(reason: unknown): Promise<void> {
    const unloaded = this.#engine.unload().catch(() => {
      // It goes anyway.
    });
    await Promise.race([unloaded, new Promise((done) => setTimeout(done, graceMilliseconds.loading))]);
    this.close(reason);
  }

  #alive<Result>(promise: Promise<Result>): Promise<Result> {
    return Promise.race([promise, this.#over]);
  }
}
