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
    const from = () => 'file' as const;
    await this.#run(from, (options) => textsFromFile(this.dataset, file, options));
  }

  async #fetch(): Promise<void> {
    let asked = false;
    await this.#run(
      () => (asked ? 'address' : 'browser'),
      (options, show) => {
        const onProgress = (progress: DownloadProgress) => show({ kind: 'fetching', progress });
        const ask: typeof fetch = (...request) => {
          asked = true;
          onProgress({ done: 0 });
          return fetch(...request);
        };
        return loadTexts(this.dataset, { ...options, fetch: ask, onProgress });
      },
    );
  }

  /** Runs one reading, in place of the one before: what that one still tells is not heard. */
  async #run(
    from: () => 'address' | 'browser' | 'file',
    read: (options: TextsOptions, show: (status: TextsStatus) => void) => Promise<TaskText[]>,
  ): Promise<void> {
    this.#controller.abort();
    const { signal } = (this.#controller = new AbortController());
    const show = (status: TextsStatus) => {
      if (this.#controller.signal === signal) this.status = status;
    };
    try {
      const texts = await read({ cache, signal }, show);
      show({ kind: 'ready', byId: byId(texts), from: from() });
    } catch (error) {
      if (error instanceof TextsError && error.code === 'aborted') show({ kind: 'stopped' });
      else show({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** The texts of a dataset, looked for when first asked for; undefined where it is not one that can be fetched. */
export const textsOf = perKey((id): TextsState | undefined => {
  const dataset = findDataset(id);
  return dataset && new TextsState(dataset);
});
