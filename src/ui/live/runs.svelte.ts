import type { TrialSummary } from '../../core/live-experiment';
import type { Judge } from '../../judge/contract';
import type { LiveModel } from '../../lab/live-model';
import type { LiveDefinition, Run, RunState } from '../../lab/run/contract';
import { pageBatches, pageEngines } from '../models/page-engines';
import { pageJudge } from '../state/judge.svelte';
import { liveSettings } from '../state/live-settings.svelte';
import { store } from '../state/store.svelte';
import { textsFor } from './task-sets';

declare const __STUDY_VERSION__: string;

type Opening =
  | { kind: 'opening' }
  | { kind: 'open'; definition: LiveDefinition; run: Run }
  | { kind: 'missing' }
  | { kind: 'failed'; message: string };

/** One live experiment as the page shows it: its run, and the trials as they come. */
export class LiveExperiment {
  readonly id: string;
  opening = $state.raw<Opening>({ kind: 'opening' });
  state = $state.raw<RunState>();
  summaries = $state.raw<TrialSummary[]>([]);
  /** The levels that are decided, by task. */
  levels = $state.raw<Record<string, number>>({});
  #ends: (() => void)[] = [];
  #reading = false;
  #readAgain = false;
  #isClosed = false;

  constructor(id: string) {
    this.id = id;
    void this.#open();
  }

  async #open(): Promise<void> {
    try {
      const { experiments, state } = await store;
      if (this.#isClosed) return;
      this.#ends.push(
        experiments.onChange(this.id, ({ kind }) => {
          if (kind === 'experiment') void this.#readDefinition();
          void this.#read();
        }),
      );
      // Everything that is waited for at once: the page is drawn when the slowest is there.
      const summaries = experiments.summaries(this.id);
      const [read, kept, { openRun }] = await Promise.all([
        summaries,
        experiments.get(this.id),
        import('../../lab/run/runner'),
        // Its models are reached by the connections that are set up.
        liveSettings.load(),
      ]);
      if (!kept) {
        this.opening = { kind: 'missing' };
        return;
      }
      const definition = kept.definition as LiveDefinition;
      const services = {
        experiments,
        // A model in the page is fetched and started first, with its progress shown.
        engineOf: (model: LiveModel) =>
          model.engine.kind === 'openai' ? pageEngines.get(model) : pageEngines.prepare(model),
        batchesOf: pageBatches,
        judge: {
          judge: async (...asked: Parameters<Judge['judge']>) => (await pageJudge.get()).judge(...asked),
        },
        textOf: textsFor(definition),
        codeVersion: __STUDY_VERSION__,
        locks: navigator.locks,
        storeState: () => state,
      };
      const run = await openRun(this.id, services, summaries);
      // Left before it was open: nothing may be held on to.
      if (this.#isClosed) return void run.stop();
      this.#ends.push(run.subscribe((changed) => (this.state = changed)));
      this.state = run.state;
      // What changed meanwhile was read again.
      if (this.summaries.length === 0) this.summaries = read;
      this.levels = Object.fromEntries(run.levels());
      this.opening = { kind: 'open', definition, run };
    } catch (error) {
      this.opening = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }

  async #readDefinition(): Promise<void> {
    const kept = await (await store).experiments.get(this.id);
    if (!kept || this.opening.kind !== 'open') return;
    this.opening = { ...this.opening, definition: kept.definition as LiveDefinition };
  }

  /** Reads what has come; while it reads, what comes is read once more afterwards. */
  async #read(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true;
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#readAgain = false;
        this.summaries = await (await store).experiments.summaries(this.id);
        if (this.opening.kind === 'open') this.levels = Object.fromEntries(this.opening.run.levels());
        await new Promise((resolve) => setTimeout(resolve, 250));
      } while (this.#readAgain && !this.#isClosed);
    } catch {
      // The run itself says what the store doesn’t do; what was read before stays, and the next change reads anew.
    } finally {
      this.#reading = false;
    }
  }

  /** Ends what the page listens to, and lets another tab take over. */
  close(): void {
    this.#isClosed = true;
    for (const end of this.#ends.splice(0)) end();
    if (this.opening.kind === 'open') void this.opening.run.stop();
  }
}
