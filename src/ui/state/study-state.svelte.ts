import type { Experiment } from '../../core/experiment';
import type { Report, Scope } from '../../study/report';
import { pageLink } from '../link/link.svelte';
import type { LoadedExperiment } from './experiment-source';
import { timed, type TimedProgress } from './seconds-left';
import { studyClient } from './study-client';

/** One seed for everything the page shows, the terminal's default too. */
export const seed = 1;

/** How far a study is; `report` lacks the predictor until it is done. */
export type StudyStatus =
  | { kind: 'loading' }
  | { kind: 'outcomes'; experiment: Experiment; report: Report }
  | { kind: 'done'; experiment: Experiment; report: Report }
  | { kind: 'stopped' | 'failed'; message: string; experiment?: Experiment; report?: Report };

/** The study of one experiment in one scope and at one set of costs, running or done. */
export class StudyState {
  status = $state.raw<StudyStatus>({ kind: 'loading' });
  progress = $state.raw<TimedProgress | null>(null);
  /** What a reader of its figures must know. */
  notes = $state.raw<string[]>([]);
  #controller = new AbortController();
  readonly #load: () => Promise<LoadedExperiment>;
  readonly #scope: Scope;
  readonly #unitCosts: number[] | undefined;

  constructor(load: () => Promise<LoadedExperiment>, scope: Scope, unitCosts?: number[]) {
    this.#load = load;
    this.#scope = scope;
    this.#unitCosts = unitCosts;
    void this.#run();
  }

  get experiment(): Experiment | undefined {
    return 'experiment' in this.status ? this.status.experiment : undefined;
  }

  get report(): Report | undefined {
    return 'report' in this.status ? this.status.report : undefined;
  }

  stop(): void {
    this.#controller.abort();
  }

  retry(): void {
    this.#controller = new AbortController();
    this.status = { kind: 'loading' };
    void this.#run();
  }

  /** A link may bring costs that are of other models. */
  #costsFor({ models }: Experiment): number[] | undefined {
    const costs = this.#unitCosts;
    if (!costs || costs.length === models.length) return costs;
    pageLink.problem = `It has costs for ${costs.length} models, and here are ${models.length}.`;
    return undefined;
  }

  async #run(): Promise<void> {
    const { signal } = this.#controller;
    let experiment: Experiment | undefined;
    try {
      const { features, notes, ...source } = await this.#load();
      const loaded = (experiment = source.experiment);
      this.notes = notes;
      const unitCosts = this.#costsFor(loaded);
      const time = timed();
      const report = await studyClient.study(
        {
          experiment,
          scope: this.#scope,
          seed,
          unitCosts,
          features,
        },
        {
          signal,
          onOutcomes: (report) => (this.status = { kind: 'outcomes', experiment: loaded, report }),
          onProgress: (progress) => (this.progress = time(progress)),
        },
      );
      this.status = { kind: 'done', experiment, report };
    } catch (error) {
      const message = signal.aborted
        ? 'Stopped. What had been computed is shown.'
        : error instanceof Error
          ? error.message
          : String(error);
      const kind = signal.aborted ? 'stopped' : 'failed';
      this.status = { kind, message, experiment: experiment ?? this.experiment, report: this.report };
    } finally {
      this.progress = null;
    }
  }
}
