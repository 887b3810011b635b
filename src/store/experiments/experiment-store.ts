import type { Model } from '../../core/experiment';
import type { ExperimentDefinition, Intent, TrialFailure, TrialKey } from '../../core/live-experiment';
import { missingTrials } from '../../core/missing-trials';
import { type ExperimentTable, experimentTables } from '../schema';
import type { Tables, Transaction, TransactionOptions } from '../tables';
import type { Changes } from './changes';
import { checkKeepsTrials } from './compare';
import type {
  ExperimentChange,
  ExperimentEntry,
  ExperimentStatus,
  ExperimentStore,
  JudgedTrial,
  KeptExperiment,
  KeptPredictor,
  SettledTrial,
  WholeExperiment,
} from './contract';
import { compare, merge, trialsOf } from './merge';
import { placeOf, unpackDetails, unpackSummaries } from './packs';
import { entryOf, experimentOf, fail, forget, intend, judge, settle } from './settle';

/** Of more tasks than this it is told that any may have changed. */
const mostTasksTold = 200;
const all = [...experimentTables];

/** The experiments over whichever tables there are. */
export class KeptExperiments implements ExperimentStore {
  readonly #tables: () => Promise<Tables>;
  readonly #changes: Changes;

  /** @param tables asked anew each time: the database may have been lost, or opened again */
  constructor(tables: () => Promise<Tables>, changes: Changes) {
    this.#tables = tables;
    this.#changes = changes;
  }

  async list(): Promise<ExperimentEntry[]> {
    const entries = await this.#read(['experiments'], (t) => t.under('experiments', []));
    return entries.sort((a, b) => b.changedAt - a.changedAt);
  }

  async get<M extends Model = Model>(id: string): Promise<KeptExperiment<M> | undefined> {
    return this.#read(['experiments', 'definitions'], async (t) => {
      const [entry, definition] = await Promise.all([t.get('experiments', [id]), t.get('definitions', [id])]);
      return entry && definition && { ...entry, definition: definition as ExperimentDefinition<M> };
    });
  }

  async put(definition: ExperimentDefinition): Promise<void> {
    const { id, name } = definition;
    await this.#write(['experiments', 'definitions', 'intents', 'failures'], async (t) => {
      const entry = await t.get('experiments', [id]);
      const before = entry && (await hasBegun(t, entry)) ? await t.get('definitions', [id]) : undefined;
      if (before) checkKeepsTrials(before, definition);
      const now = Date.now();
      const fresh: ExperimentEntry = { id, name, status: 'new', createdAt: now, changedAt: now, trials: 0 };
      t.put('experiments', [id], { ...(entry ?? fresh), name, changedAt: now });
      t.put('definitions', [id], definition);
    });
    this.#tell('experiment', id);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#write(['experiments', 'definitions'], async (t) => {
      const entry = await entryOf(t, id);
      const definition = await t.get('definitions', [id]);
      t.put('experiments', [id], { ...entry, name, changedAt: Date.now() });
      t.put('definitions', [id], { ...definition!, name });
    });
    this.#tell('experiment', id);
  }

  async setStatus(id: string, status: ExperimentStatus): Promise<void> {
    await this.#write(['experiments'], async (t) => {
      t.put('experiments', [id], { ...(await entryOf(t, id)), status, changedAt: Date.now() });
    });
    this.#tell('experiment', id);
  }

  async delete(id: string): Promise<void> {
    await this.#write(all, async (t) => {
      for (const table of experimentTables) t.deleteUnder(table, [id]);
    });
    this.#tell('deleted', id);
  }

  async intend(intents: readonly Intent[]): Promise<TrialKey[]> {
    if (intents.length === 0) return [];
    const answered = await this.#write(['experiments', 'summaries', 'intents'], (t) => intend(t, intents), {
      strict: intents.some(({ reserved }) => reserved > 0),
    });
    this.#tell('intents', experimentOf(intents), intents);
    return answered;
  }

  async abandonIntents(keys: readonly TrialKey[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#write(['intents'], async (t) => forget(t, keys));
    this.#tell('intents', experimentOf(keys), keys);
  }

  async settle(trials: readonly SettledTrial[]): Promise<TrialKey[]> {
    if (trials.length === 0) return [];
    const duplicates = await this.#write(
      ['experiments', 'summaries', 'answers', 'judgements', 'intents', 'failures'],
      (t) => settle(t, trials, Date.now()),
      { strict: trials.some(({ summary }) => summary.dollars > 0) },
    );
    const keys = trials.map(({ summary }) => summary);
    this.#tell('trials', experimentOf(keys), keys);
    return duplicates;
  }

  async judge(judged: readonly JudgedTrial[]): Promise<void> {
    if (judged.length === 0) return;
    await this.#write(['experiments', 'summaries', 'judgements'], (t) => judge(t, judged));
    this.#tell('trials', experimentOf(judged), judged);
  }

  async fail(failures: readonly TrialFailure[]): Promise<void> {
    if (failures.length === 0) return;
    await this.#write(['experiments', 'summaries', 'intents', 'failures'], (t) => fail(t, failures));
    this.#tell('failures', experimentOf(failures), failures);
  }

  async summaries(experiment: string, tasks?: readonly string[]) {
    const packs = await this.#read(['summaries'], (t) =>
      tasks
        ? Promise.all(tasks.map((task) => t.get('summaries', [experiment, task])))
        : t.under('summaries', [experiment]),
    );
    return unpackSummaries(
      experiment,
      packs.filter((pack) => pack !== undefined),
    );
  }

  async missing(definition: ExperimentDefinition): Promise<TrialKey[]> {
    return missingTrials(definition, await this.summaries(definition.id));
  }

  async detail(key: TrialKey) {
    const details = await this.details(key.experiment, key.task);
    return details.find((detail) => placeOf(detail) === placeOf(key));
  }

  async details(experiment: string, task: string) {
    return this.#read(['answers', 'judgements'], async (t) => {
      const [answers, judgements] = await Promise.all([
        t.under('answers', [experiment, task]),
        t.get('judgements', [experiment, task]),
      ]);
      return unpackDetails(experiment, task, answers, judgements);
    });
  }

  async trials(experiment: string, tasks: readonly string[]) {
    return this.#read(['summaries', 'answers', 'judgements'], (t) => trialsOf(t, experiment, tasks));
  }

  async intents(experiment: string) {
    return this.#read(['intents'], (t) => t.under('intents', [experiment]));
  }

  async failures(experiment: string) {
    return this.#read(['failures'], (t) => t.under('failures', [experiment]));
  }

  async putPredictor(predictor: KeptPredictor): Promise<void> {
    const { experiment, id } = predictor;
    await this.#write(['predictors'], async (t) => t.put('predictors', [experiment, id], predictor));
    this.#tell('predictors', experiment);
  }

  async predictors(experiment: string) {
    return this.#read(['predictors'], (t) => t.under('predictors', [experiment]));
  }

  async allPredictors() {
    return this.#read(['predictors'], (t) => t.under('predictors', []));
  }

  async deletePredictor(experiment: string, id: string): Promise<void> {
    await this.#write(['predictors'], async (t) => t.delete('predictors', [experiment, id]));
    this.#tell('predictors', experiment);
  }

  async compare(whole: WholeExperiment) {
    return this.#read(all, (t) => compare(t, whole));
  }

  async merge(whole: WholeExperiment, differing: 'keep-mine' | 'take-theirs') {
    const strict = whole.trials.some(({ summary }) => summary.dollars > 0);
    const result = await this.#write(all, (t) => merge(t, whole, differing, Date.now()), { strict });
    for (const kind of ['experiment', 'trials'] as const) this.#tell(kind, whole.definition.id);
    return result;
  }

  onChange(experiment: string | null, callback: (change: ExperimentChange) => void): () => void {
    return this.#changes.on(experiment, callback);
  }

  async #read<Result>(tables: ExperimentTable[], work: (t: Transaction) => Promise<Result>): Promise<Result> {
    return (await this.#tables()).read(tables, work);
  }

  async #write<Result>(
    tables: ExperimentTable[],
    work: (t: Transaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result> {
    return (await this.#tables()).write(tables, work, options);
  }

  #tell(kind: ExperimentChange['kind'], experiment: string, keys?: readonly TrialKey[]): void {
    const tasks = keys && [...new Set(keys.map(({ task }) => task))];
    const told = tasks && tasks.length <= mostTasksTold ? { tasks } : {};
    this.#changes.tell({ kind, experiment, ...told });
  }
}

async function hasBegun(t: Transaction, { id, trials }: ExperimentEntry): Promise<boolean> {
  if (trials > 0) return true;
  const begun = await Promise.all([t.under('intents', [id]), t.under('failures', [id])]);
  return begun.some((records) => records.length > 0);
}
