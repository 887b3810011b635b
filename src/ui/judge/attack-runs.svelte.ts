import type { Judge, Judgement } from '../../judge/contract';
import { pageJudge } from '../state/judge.svelte';
import { attackedTests, type Attack, honestAnswer } from './attacks';

export type AttackRun =
  | { kind: 'waiting' | 'running' | 'stopped' }
  | { kind: 'done'; judgement: Judgement; next: Judgement }
  | { kind: 'failed'; message: string };

const task = { id: 'attacked', tests: attackedTests, entryPoint: 'add' };

/** Runs attacks one after the other, and after each an honest answer, to see whether anything was left behind. */
export class AttackRuns {
  runs = $state.raw<Readonly<Record<string, AttackRun>>>({});
  #controller: AbortController | undefined = $state.raw();

  get isRunning(): boolean {
    return this.#controller !== undefined;
  }

  stop(): void {
    this.#controller?.abort();
  }

  async run(attacks: readonly Attack[]): Promise<void> {
    if (this.isRunning) return;
    const { signal } = (this.#controller = new AbortController());
    for (const { id } of attacks) this.#set(id, { kind: 'waiting' });
    for (const attack of attacks) {
      if (signal.aborted) this.#set(attack.id, { kind: 'stopped' });
      else await this.#one(attack, signal);
    }
    this.#controller = undefined;
  }

  async #one({ id, code }: Attack, signal: AbortSignal): Promise<void> {
    this.#set(id, { kind: 'running' });
    try {
      const judge = await pageJudge.get();
      const judgement = await this.#judge(judge, code, signal);
      const next = await this.#judge(judge, honestAnswer, signal);
      this.#set(id, { kind: 'done', judgement, next });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#set(id, signal.aborted ? { kind: 'stopped' } : { kind: 'failed', message });
    }
  }

  #judge(judge: Judge, code: string, signal: AbortSignal): Promise<Judgement> {
    // A second is plenty for a sum, and short enough to be watched.
    return judge.judge(code, task, { form: 'code', deadlineSeconds: 1, signal });
  }

  #set(id: string, run: AttackRun): void {
    this.runs = { ...this.runs, [id]: run };
  }
}
