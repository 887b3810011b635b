import type { ExperimentEntry } from '../../store/experiments/contract';
import type { LiveModel } from '../../lab/live-model';
import type { LiveDefinition } from '../../lab/run/contract';
import { accepts, keepRouted, type RoutedAnswer, routedDefinition } from '../../lab/routing/keep';
import { said } from '../complexity/trained-models.svelte';
import { newId } from '../models/new-model';
import { store } from '../state/store.svelte';
import { forgetStudies } from '../state/studies';
import { type Order, sampling, type Turn } from './run.svelte';

declare const __STUDY_VERSION__: string;

/** Stands for an experiment that is made for it. */
export const newExperiment = '';

export type KeepStatus =
  | { kind: 'idle' }
  | { kind: 'keeping' }
  | { kind: 'kept'; id: string; name: string; answers: number; all: number }
  | { kind: 'failed'; message: string };

/** Puts what was asked into an experiment, so that a router can learn from it. */
export class Keeping {
  /** Experiments that may have this task. */
  options = $state.raw<ExperimentEntry[]>([]);
  status = $state.raw<KeepStatus>({ kind: 'idle' });
  readonly #order: Order;
  readonly #answers: RoutedAnswer[];

  constructor(order: Order, turns: readonly Turn[]) {
    this.#order = order;
    this.#answers = turns.flatMap(({ live, answer, judgement, answeredAt }) =>
      live && answer && judgement && answeredAt ? [{ model: live, answer, judgement, answeredAt }] : [],
    );
    this.#look().catch(() => {});
  }

  /** Where the store can’t be read, a new experiment alone is offered, and keeping it says why it can’t be. */
  async #look(): Promise<void> {
    const { experiments } = await store;
    const found = await Promise.all(
      (await experiments.list()).map(async (entry) => {
        // Of one that runs, the run has its own books.
        if (entry.status === 'running') return [];
        const kept = await experiments.get(entry.id);
        const models = this.#answers.map(({ model }) => model);
        return kept && accepts(kept.definition, this.#order, models) ? [entry] : [];
      }),
    );
    this.options = found.flat();
  }

  /** @param id of an experiment of `options`, or `newExperiment` */
  async keep(id: string): Promise<void> {
    this.status = { kind: 'keeping' };
    const { task, dataset, checked, standIns = [] } = this.#order;
    try {
      const { experiments } = await store;
      const there = id ? await experiments.get<LiveModel>(id) : undefined;
      // It may have been deleted, or begun, since it was offered.
      const entry = (await experiments.list()).find((one) => one.id === id);
      if (id && (!there || !entry || entry.status === 'running')) {
        this.#look().catch(() => {});
        throw new Error(
          entry ? 'It runs now, and keeps its own books: choose another.' : 'It was deleted: choose another.',
        );
      }
      const models = standIns.flatMap(({ live }) => live ?? []);
      const definition: LiveDefinition =
        there?.definition ?? routedDefinition(newId(), distinct(models), sampling);
      const facts = { task, dataset, shown: checked, sampling, answers: this.#answers };
      const answers = await keepRouted(experiments, definition, {
        ...facts,
        codeVersion: __STUDY_VERSION__,
      });
      forgetStudies(definition.id);
      const all = this.#answers.length;
      this.status = { kind: 'kept', id: definition.id, name: definition.name, answers, all };
    } catch (error) {
      this.status = { kind: 'failed', message: said(error) };
    }
  }
}

/** One model may stand for several. */
const distinct = (models: readonly LiveModel[]) => [
  ...new Map(models.map((model) => [model.id, model])).values(),
];
