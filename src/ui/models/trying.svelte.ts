import type { Answer } from '../../core/engine';
import type { StarterTask } from '../../datasets/starter/task';
import type { Judgement } from '../../judge/contract';
import type { LiveModel } from '../../lab/live-model';
import { dollarsOf, liveTrials } from '../../lab/live-trials';
import { pageJudge } from '../state/judge.svelte';
import type { PageEngines } from './engines.svelte';

/** How far one trial is. What was had before a failure stays to be seen. */
export type Trying =
  | { kind: 'empty' }
  | { kind: 'preparing' }
  | { kind: 'asking'; text: string }
  | { kind: 'judging'; answer: Answer }
  | { kind: 'done'; answer: Answer; judgement: Judgement; dollars: number }
  | { kind: 'stopped'; text: string }
  | { kind: 'failed'; error: unknown; text: string };

/** Asks one model one task: streamed answer, then the verdict. */
export class Trial {
  state = $state.raw<Trying>({ kind: 'empty' });
  /** What is being tried, or was. */
  subject = $state.raw<{ model: LiveModel; task: StarterTask }>();
  #controller = new AbortController();

  get isRunning(): boolean {
    return ['preparing', 'asking', 'judging'].includes(this.state.kind);
  }

  stop(): void {
    this.#controller.abort();
  }

  async run(
    engines: PageEngines,
    model: LiveModel,
    task: StarterTask,
    settings: { temperature: number; seed: number },
  ): Promise<void> {
    this.stop();
    const { signal } = (this.#controller = new AbortController());
    this.subject = { model, task };
    let text = '';
    const show = (state: Trying) => {
      if (this.#controller.signal === signal) this.state = state;
    };
    show({ kind: 'preparing' });
    try {
      await engines.prepare(model, signal);
      show({ kind: 'asking', text });
      const source = liveTrials({
        models: [model],
        engineOf: () => engines.get(model),
        judge: await pageJudge.get(),
        textOf: async () => task,
        sampling: { temperature: settings.temperature, maxTokens: 512 },
        visibleTests: 1,
        seed: settings.seed,
        onToken: (piece) => {
          text += piece.text;
          if (!signal.aborted) show({ kind: 'asking', text });
        },
        onAnswer: (answer) => show({ kind: 'judging', answer }),
        onTrial: ({ answer, judgement }) =>
          show({ kind: 'done', answer, judgement, dollars: dollarsOf(model, answer) }),
      });
      await source.trial(task, 0, 0, { signal });
    } catch (error) {
      show(signal.aborted ? { kind: 'stopped', text } : { kind: 'failed', error, text });
    }
  }
}
