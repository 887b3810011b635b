import type { Judgement, JudgeOptions } from '../../judge/contract';
import { functionName } from '../../datasets/signature';
import { pageJudge } from '../state/judge.svelte';
import { splitTests } from './split-tests';

/** What is to be judged, as it stands in the fields. */
export interface Exhibit {
  answer: string;
  tests: string;
  setup: string;
}

export type Outcome =
  | { kind: 'empty' }
  | { kind: 'running' }
  | { kind: 'done'; judgement: Judgement; tests: string[]; exhibit: Exhibit }
  | { kind: 'stopped' }
  /** The judge failed, not the answer. */
  | { kind: 'failed'; message: string };

type Settings = Pick<JudgeOptions, 'strictness' | 'deadlineSeconds'>;

/** Judges one exhibit after another; a new one, or `stop`, ends the one before. */
export class Bench {
  outcome = $state.raw<Outcome>({ kind: 'empty' });
  #controller = new AbortController();

  stop(): void {
    this.#controller.abort();
    if (this.outcome.kind === 'running') this.outcome = { kind: 'stopped' };
  }

  clear(): void {
    this.stop();
    this.outcome = { kind: 'empty' };
  }

  async judge(exhibit: Exhibit, settings: Settings): Promise<void> {
    const { answer, tests: text, setup } = exhibit;
    this.stop();
    const { signal } = (this.#controller = new AbortController());
    const tests = splitTests(text);
    const task = {
      id: 'page',
      tests,
      setup: setup.trim() || undefined,
      entryPoint: functionName({ tests, setup }),
    };
    this.outcome = { kind: 'running' };
    try {
      const judge = await pageJudge.get();
      const judgement = await judge.judge(answer, task, { ...settings, signal });
      if (!signal.aborted) this.outcome = { kind: 'done', judgement, tests, exhibit };
    } catch (error) {
      if (signal.aborted) return;
      this.outcome = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }
}
