import type { Judge, JudgeState } from '../../judge/contract';
import { JudgeError } from '../../judge/judge-error';
import { fetchedPart } from './fetched-part';

/** How far Python is, as the page shows it. */
export type PythonStatus =
  | { kind: 'starting'; bytes?: { done: number; total: number; secondsLeft: number | null } }
  | { kind: 'ready'; workers: number; notice?: string }
  /** The visitor stopped the start. */
  | { kind: 'stopped' }
  /** `refused`: this browser won't; else trying again may help. */
  | { kind: 'failed' | 'refused'; message: string };

/** The page's one judge: started when a page that needs it is opened, kept from page to page. */
class PageJudge {
  status = $state.raw<PythonStatus>({ kind: 'stopped' });
  #judge: Judge | undefined;
  #starting = new AbortController();
  #loadingSince = 0;

  /** Starts Python, where it isn't started: while the visitor reads. */
  start(): void {
    if (this.status.kind === 'ready' || this.status.kind === 'starting') return;
    void this.#prepare();
  }

  stop(): void {
    this.#starting.abort();
    this.#close({ kind: 'stopped' });
  }

  /** The judge to ask, started where it wasn't. It may still be getting ready: what it is asked waits for that. */
  async get(): Promise<Judge> {
    this.start();
    return this.#open();
  }

  async #open(): Promise<Judge> {
    if (this.#judge) return this.#judge;
    const { openJudge } = await fetchedPart('judge', () => import('../../judge/open'), missing);
    // Two may have waited for the same import.
    this.#judge ??= this.#watched(openJudge());
    return this.#judge;
  }

  #watched(judge: Judge): Judge {
    judge.subscribe((state) => {
      if (this.#judge === judge) this.#show(state);
    });
    return judge;
  }

  async #prepare(): Promise<void> {
    this.status = { kind: 'starting' };
    this.#loadingSince = 0;
    const { signal } = (this.#starting = new AbortController());
    try {
      const judge = await this.#open();
      await judge.prepare({ signal });
      if (!signal.aborted) this.#show(judge.state);
    } catch (error) {
      if (!signal.aborted) this.#close(failure(error));
    }
  }

  #show(state: JudgeState): void {
    if (state.phase === 'ready') {
      this.status = { kind: 'ready', workers: state.workers, notice: state.notice };
    } else if (state.phase === 'loading') {
      this.#loadingSince ||= performance.now();
      const { done, total } = state;
      const seconds = (performance.now() - this.#loadingSince) / 1000;
      // The first moments tell nothing of the speed.
      const secondsLeft = seconds > 0.5 && done ? (seconds / done) * (total - done) : null;
      this.status = { kind: 'starting', bytes: { done, total, secondsLeft } };
    } else if (state.phase === 'starting') {
      this.status = { kind: 'starting' };
    } else if (state.phase === 'failed') {
      this.#close(failure(state.error));
    }
  }

  #close(status: PythonStatus): void {
    const judge = this.#judge;
    this.#judge = undefined;
    this.status = status;
    judge?.dispose();
  }
}

function missing(_: boolean, cause?: unknown): JudgeError {
  const message =
    'The part of this page that judges could not be fetched. Once there is a network, try again; if it fails still, reload the page.';
  return new JudgeError('unavailable', message, true, { cause });
}

function failure(error: unknown): PythonStatus {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: error instanceof JudgeError && error.code === 'refused' ? 'refused' : 'failed', message };
}

export const pageJudge = new PageJudge();
