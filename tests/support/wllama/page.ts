import type { Page } from '@playwright/test';
import type { Answer, CachedModel, GenerateRequest, PrepareProgress } from '../../../src/core/engine';
import type { WllamaSettings } from '../../../src/engines/wllama/settings';
import { test as base } from '../fixtures';
import type * as entry from './entry';
import { type ModelHost, openModelHost } from './host';
import { enginePath, serveWithEngine } from './site';

export { expect } from '../fixtures';

/** An engine's answers, or what it threw. */
export type Outcome =
  | { answers: Answer[]; pieces: string[]; told: number[]; error?: undefined }
  | {
      error: { name: string; code?: string; message: string; remedy?: string };
      pieces: string[];
      told: number[];
    };

export type Request = Omit<GenerateRequest, 'signal' | 'onToken' | 'onAnswer'>;

declare global {
  interface Window {
    wllama: typeof entry;
    engine: ReturnType<typeof entry.wllamaEngine>;
    progress: PrepareProgress[];
  }
}

export const question: Request = {
  messages: [{ role: 'user', content: 'Write it.' }],
  ...{ samples: 1, temperature: 1, maxTokens: 200, seed: 1 },
} as Request;

/** The engine in a page of the built app, driven from the test. */
export class WllamaPage {
  constructor(
    readonly page: Page,
    readonly host: ModelHost,
  ) {}

  /** Opens a page of the app that does nothing itself. */
  async open(): Promise<void> {
    await this.page.goto('./#/nothing-here');
    await this.page.evaluate(async (path) => {
      window.wllama = (await import(new URL(path, document.baseURI).href)) as typeof entry;
    }, enginePath);
  }

  /** Makes the engine that the other calls are of. */
  async use(source: WllamaSettings['source'] | string, options: { threads?: number } = {}): Promise<void> {
    const from = typeof source === 'string' ? ({ kind: 'url', url: this.url(source) } as const) : source;
    await this.page.evaluate(
      ({ from, options }) => {
        window.engine = window.wllama.wllamaEngine(
          { kind: 'wllama', source: from, contextLength: 2048 },
          options,
        );
      },
      { from, options },
    );
  }

  url(name: string): string {
    return `${this.host.origin}/${name}`;
  }

  /** Gets the engine ready, or aborts after so many bytes. Resolves with the error's code, or "ready". */
  async prepare({ stopAt = Infinity }: { stopAt?: number } = {}): Promise<string> {
    const error = await this.page.evaluate(async (stopAt) => {
      window.progress = [];
      const stop = new AbortController();
      const onProgress = (progress: PrepareProgress) => {
        window.progress.push(progress);
        if (progress.phase === 'downloading' && progress.done >= stopAt) stop.abort();
      };
      return window.engine.prepare({ signal: stop.signal, onProgress }).then(
        () => ({ code: 'ready', message: '' }),
        (error: { name: string; code?: string | number; message: string }) => ({
          code: typeof error.code === 'string' ? error.code : error.name,
          message: error.message,
        }),
      );
    }, stopAt);
    this.lastMessage = error.message;
    return error.code;
  }

  lastMessage = '';

  progress(): Promise<PrepareProgress[]> {
    return this.page.evaluate(() => window.progress);
  }

  /** Asks the engine; aborts after so many pieces of text. */
  generate(request: Partial<Request> = {}, { stopAfter = Infinity } = {}): Promise<Outcome> {
    return this.page.evaluate(
      async ({ request, stopAfter }) => {
        const pieces: string[] = [];
        const told: number[] = [];
        const stop = new AbortController();
        try {
          const answers = await window.engine.generate({
            ...request,
            signal: stop.signal,
            onToken: ({ text }) => {
              pieces.push(text);
              if (pieces.length >= stopAfter) stop.abort();
            },
            onAnswer: (_, sample) => told.push(sample),
          });
          return { answers, pieces, told };
        } catch (thrown) {
          const { name, code, message, remedy } = thrown as EngineErrorLike;
          return { error: { name, code, message, remedy }, pieces, told };
        }
      },
      { request: { ...question, ...request } as GenerateRequest, stopAfter },
    );
  }

  /** The answers, where there must be some. */
  async answers(request: Partial<Request> = {}): Promise<Answer[]> {
    const outcome = await this.generate(request);
    if (outcome.error) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
    return outcome.answers;
  }

  /** Has the browser keep files as if the visitor had chosen them. Resolves with "kept", or why not. */
  async keep(name: string, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<string> {
    await this.page.evaluate(() => {
      document.querySelector('#files')?.remove();
      const input = document.createElement('input');
      Object.assign(input, { type: 'file', multiple: true, id: 'files' });
      document.body.append(input);
    });
    await this.page.setInputFiles('#files', files);
    return this.page.evaluate(async (name) => {
      const { files } = document.querySelector('#files') as HTMLInputElement;
      return window.wllama.keepFiles(name, [...(files ?? [])]).then(
        () => 'kept',
        (error: Error) => error.message,
      );
    }, name);
  }

  cached(): Promise<CachedModel[]> {
    return this.page.evaluate(() => window.wllama.cachedModels.list());
  }
}

interface EngineErrorLike {
  name: string;
  code?: string;
  message: string;
  remedy?: string;
}

/** Playwright's `test` with the engine of the built app and a stand-in for whoever publishes models. */
export const test = base.extend<{ models: ModelHost; engine: WllamaPage }>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const site = await serveWithEngine();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],

  models: async ({ guard }, use) => {
    const host = await openModelHost();
    guard.allowRequests(host.origin);
    await use(host);
    await host.close();
  },

  engine: async ({ page, models }, use) => use(new WllamaPage(page, models)),
});
