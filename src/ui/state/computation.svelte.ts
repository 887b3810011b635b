import type { Progress } from '../../core/interfaces';
import type { RunListener } from '../../study/client';
import { timed, type TimedProgress } from './seconds-left';

type Status<T> =
  | { kind: 'running'; progress?: TimedProgress }
  | { kind: 'done'; result: T }
  | { kind: 'stopped' }
  | { kind: 'failed'; message: string };

/** Something that a worker computes for a page, which can be stopped and begun again. */
export class Computation<T> {
  status = $state.raw<Status<T>>({ kind: 'running' });
  readonly #work: (listener: RunListener) => Promise<T>;
  #controller = new AbortController();

  constructor(work: (listener: RunListener) => Promise<T>) {
    this.#work = work;
    void this.#run();
  }

  get result(): T | undefined {
    return this.status.kind === 'done' ? this.status.result : undefined;
  }

  stop(): void {
    this.#controller.abort();
  }

  retry(): void {
    this.#controller = new AbortController();
    void this.#run();
  }

  async #run(): Promise<void> {
    const { signal } = this.#controller;
    this.status = { kind: 'running' };
    const time = timed();
    const onProgress = (progress: Progress) => {
      if (!signal.aborted) this.status = { kind: 'running', progress: time(progress) };
    };
    try {
      this.status = { kind: 'done', result: await this.#work({ signal, onProgress }) };
    } catch (error) {
      this.status = signal.aborted
        ? { kind: 'stopped' }
        : { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }
}
