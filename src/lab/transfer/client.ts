import type { RunOptions } from '../../core/interfaces';
import type { Brought, Choice, Found, FromWorker, ToWorker, Wanted } from './protocol';

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  onProgress: RunOptions['onProgress'];
}

/** A file that was looked into, and nothing of it written. */
export interface InspectedFile {
  found: Found;
  /** @throws Error, for the visitor; nothing is then written */
  bring(choice: Choice): Promise<Brought>;
  /** It isn't brought in: what was read of it is let go of. */
  forget(): void;
}

/** Brings files in and writes them out, in a worker: the page stays free. Starts the worker when it is first asked. */
export class TransferClient {
  #worker: Worker | undefined;
  readonly #pending = new Map<number, Pending>();
  #runs = 0;

  /**
   * @throws Error, for the visitor, with the places that are wrong
   * @throws DOMException "AbortError" when aborted
   */
  async inspect(file: File, options: RunOptions = {}): Promise<InspectedFile> {
    const run = ++this.#runs;
    const found = await this.#ask<Found>({ type: 'inspect', run, file, name: file.name }, options);
    return {
      found,
      bring: (choice) => this.#ask<Brought>({ type: 'bring', run, choice }, {}),
      forget: () => this.#send({ type: 'forget', run }),
    };
  }

  /**
   * @throws Error, for the visitor
   * @throws DOMException "AbortError" when aborted
   */
  export(id: string, wanted: Wanted, options: RunOptions = {}): Promise<Blob> {
    return this.#ask<Blob>({ type: 'export', run: ++this.#runs, id, wanted }, options);
  }

  #ask<Result>(request: ToWorker, { signal, onProgress }: RunOptions): Promise<Result> {
    const { run } = request;
    return new Promise<Result>((resolve, reject) => {
      signal?.throwIfAborted();
      this.#pending.set(run, { resolve: (result) => resolve(result as Result), reject, onProgress });
      signal?.addEventListener('abort', () => {
        if (!this.#pending.delete(run)) return;
        this.#send({ type: 'abort', run });
        reject(signal.reason as Error);
      });
      this.#send(request);
    });
  }

  #send(message: ToWorker): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    worker.addEventListener('error', (event) => {
      // The next request starts another.
      this.#worker = undefined;
      for (const { reject } of this.#pending.values()) {
        reject(new Error(event.message || 'The part of the app that reads files failed.'));
      }
      this.#pending.clear();
    });
    return worker;
  }

  #receive(message: FromWorker): void {
    const pending = this.#pending.get(message.run);
    if (!pending) return;
    if (message.type === 'progress') return pending.onProgress?.(message.progress);
    this.#pending.delete(message.run);
    if (message.type === 'done') pending.resolve(message.result);
    else pending.reject(new Error(message.message));
  }
}
