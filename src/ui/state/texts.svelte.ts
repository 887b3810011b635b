import { findDataset } from '../../datasets/catalogue';
import type { Dataset, TaskText } from '../../datasets/dataset';
import type { DownloadProgress } from '../../datasets/download';
import { loadTexts, textsFromFile, type TextsOptions } from '../../datasets/texts';
import { TextsError } from '../../datasets/texts-error';
import { byId, perKey } from '../tasks/keyed';
import { cache } from './store.svelte';

/** How far the texts of a dataset are. */
export type TextsStatus =
  /** Are they kept in this browser? */
  | { kind: 'looking' }
  | { kind: 'fetching'; progress: DownloadProgress }
  | { kind: 'reading'; file: string }
  | { kind: 'ready'; byId: ReadonlyMap<string, TaskText>; from: 'browser' | 'address' | 'file' }
  | { kind: 'stopped' }
  | { kind: 'failed'; message: string };

/** The texts of one dataset: from this browser, else fetched from their address, or from a file. */
export class TextsState {
  readonly dataset: Dataset;
  status = $state.raw<TextsStatus>({ kind: 'looking' });
  #controller = new AbortController();

  constructor(dataset: Dataset) {
    this.dataset = dataset;
    void this.#fetch();
  }

  /** A task's text, where it is at hand. */
  of(id: string): TaskText | undefined {
    return this.status.kind === 'ready' ? this.status.byId.get(id) : undefined;
  }

  stop(): void {
    this.#controller.abort();
  }

  retry(): void {
    this.status = { kind: 'looking' };
    void this.#fetch();
  }

  async read(file: File): Promise<void> {
    this.status = { kind: 'reading', file: file.name };
    await this.#run('file', (options) => textsFromFile(this.dataset, file, options));
  }

  async #fetch(): Promise<void> {
    let asked = false;
    const ask: typeof fetch = (...request) => {
      asked = true;
      this.status = { kind: 'fetching', progress: { done: 0 } };
      return fetch(...request);
    };
    const onProgress = (progress: DownloadProgress) => (this.status = { kind: 'fetching', progress });
    await this.#run(
      () => (asked ? 'address' : 'browser'),
      (options) => loadTexts(this.dataset, { ...options, fetch: ask, onProgress }),
    );
  }

  /** Runs one reading, in place of the one before: what that one still tells is not heard. */
  async #run(
    from: 'file' | (() => 'address' | 'browser'),
    read: (options: TextsOptions) => Promise<TaskText[]>,
  ): Promise<void> {
    this.#controller.abort();
    const { signal } = (this.#controller = new AbortController());
    const isCurrent = () => this.#controller.signal === signal;
    try {
      const texts = await read({ cache, signal });
      this.status = { kind: 'ready', byId: byId(texts), from: typeof from === 'string' ? from : from() };
    } catch (error) {
      if (!isCurrent()) return;
      if (error instanceof TextsError && error.code === 'aborted') this.status = { kind: 'stopped' };
      else this.status = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** The texts of a dataset, looked for when first asked for; undefined where it is not one that can be fetched. */
export const textsOf = perKey((id): TextsState | undefined => {
  const dataset = findDataset(id);
  return dataset && new TextsState(dataset);
});
