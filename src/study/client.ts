import type { Progress } from '../core/interfaces';
import type { FromWorker, StudyRequest, ToWorker } from './protocol';
import type { Report } from './report';

/** Told while a study runs. */
export interface StudyListener {
  signal: AbortSignal;
  onOutcomes(report: Report): void;
  onProgress(progress: Progress): void;
}

interface Pending extends StudyListener {
  resolve(report: Report): void;
  reject(error: Error): void;
}

/** Studies in a worker, so that the page stays free. Starts the worker at once; runs may overlap. */
export class StudyClient {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  readonly #pending = new Map<number, Pending>();
  #runs = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    this.#worker.addEventListener('error', (event) => this.#fail(event.message || 'the study worker failed'));
  }

  /**
   * @throws Error with the reason where the study fails
   * @throws DOMException "AbortError" when the signal is aborted
   */
  study(request: StudyRequest, listener: StudyListener): Promise<Report> {
    const run = ++this.#runs;
    return new Promise((resolve, reject) => {
      listener.signal.throwIfAborted();
      this.#pending.set(run, { ...listener, signal: listener.signal, resolve, reject });
      listener.signal.addEventListener('abort', () => {
        if (!this.#pending.delete(run)) return;
        this.#send({ type: 'abort', run });
        reject(listener.signal.reason as Error);
      });
      this.#send({ type: 'study', run, request });
    });
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    const pending = this.#pending.get(message.run);
    if (!pending) return;
    switch (message.type) {
      case 'outcomes':
        return pending.onOutcomes(message.report);
      case 'progress':
        return pending.onProgress(message.progress);
      case 'done':
        this.#pending.delete(message.run);
        return pending.resolve(message.report);
      case 'failed':
        this.#pending.delete(message.run);
        return pending.reject(new Error(message.message));
    }
  }

  #fail(reason: string): void {
    for (const pending of this.#pending.values()) pending.reject(new Error(reason));
    this.#pending.clear();
  }
}
