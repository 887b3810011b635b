import type { Intent, TrialFailure, TrialKey } from '../../core/live-experiment';
import { StoreError } from '../store-error';
import type { Transaction } from '../tables';
import type { ExperimentEntry, JudgedTrial, SettledTrial } from './contract';
import { byTask, type JudgementPack, packAnswer, packSummary, placeOf, type SummaryPack } from './packs';

/** The one experiment that all of these belong to. */
export function experimentOf(keys: readonly TrialKey[]): string {
  const [{ experiment }] = keys;
  if (keys.some((key) => key.experiment !== experiment)) {
    throw new RangeError('one call is about one experiment');
  }
  return experiment;
}

const keyOf = ({ experiment, task, model, index }: TrialKey): [string, string, string, number] => [
  experiment,
  task,
  model,
  index,
];

/** @throws StoreError 'gone' */
export async function entryOf(transaction: Transaction, id: string): Promise<ExperimentEntry> {
  const entry = await transaction.get('experiments', [id]);
  if (!entry) throw new StoreError('gone', undefined, 'experiment');
  return entry;
}

/** What is known of these tasks' trials, in one go. */
export async function packsOf(
  transaction: Transaction,
  entry: ExperimentEntry | undefined,
  tasks: readonly string[],
): Promise<Map<string, SummaryPack>> {
  // An experiment without trials has no packs to ask for, one by one.
  if (!entry || entry.trials === 0) return new Map();
  const packs = await Promise.all(tasks.map((task) => transaction.get('summaries', [entry.id, task])));
  return new Map(packs.filter((pack) => pack !== undefined).map((pack) => [pack.task, pack]));
}

function placesIn(pack: SummaryPack | undefined): Set<string> {
  return new Set(pack?.trials.map(([model, index]) => placeOf({ model, index })));
}

/** Adds trials to a task; those that are there already are given back. */
export function addTrials(
  transaction: Transaction,
  experiment: string,
  task: string,
  trials: readonly SettledTrial[],
  pack: SummaryPack | undefined,
): TrialKey[] {
  const places = placesIn(pack);
  const duplicates: TrialKey[] = [];
  const added: SettledTrial[] = [];
  for (const trial of trials) {
    const { model, index } = trial.summary;
    if (places.has(placeOf(trial.summary))) duplicates.push({ experiment, task, model, index });
    else added.push(trial);
    places.add(placeOf(trial.summary));
  }
  if (added.length === 0) return duplicates;
  const summaries = added.map(({ summary }) => packSummary(summary));
  transaction.put('summaries', [experiment, task], { task, trials: [...(pack?.trials ?? []), ...summaries] });
  transaction.put(
    'answers',
    keyOf(added[0].summary),
    added.map(({ detail }) => packAnswer(detail)),
  );
  return duplicates;
}

/** Removes what was noted of trials before they had their answer. */
export async function answeredNow(
  transaction: Transaction,
  experiment: string,
  keys: readonly TrialKey[],
): Promise<void> {
  for (const table of ['intents', 'failures'] as const) {
    // Of thousands hardly any is there: looking is cheaper than deleting each.
    const there: readonly TrialKey[] =
      keys.length <= 20 ? keys : await transaction.under(table, [experiment]);
    if (there.length === 0) continue;
    const answered = new Set(keys.map((key) => JSON.stringify(keyOf(key))));
    for (const key of there) {
      if (answered.has(JSON.stringify(keyOf(key)))) transaction.delete(table, keyOf(key));
    }
  }
}

/** @returns those that had an answer already */
export async function settle(
  transaction: Transaction,
  trials: readonly SettledTrial[],
  now: number,
): Promise<TrialKey[]> {
  const keys = trials.map(({ summary }) => summary);
  const experiment = experimentOf(keys);
  const entry = await entryOf(transaction, experiment);
  const tasks = byTask(trials.map((trial) => ({ task: trial.summary.task, trial })));
  const packs = await packsOf(transaction, entry, [...tasks.keys()]);
  const duplicates = [...tasks].flatMap(([task, list]) => {
    const ofTask = list.map(({ trial }) => trial);
    return addTrials(transaction, experiment, task, ofTask, packs.get(task));
  });
  await answeredNow(transaction, experiment, keys);
  const settled = trials.length - duplicates.length;
  transaction.put('experiments', [experiment], {
    ...entry,
    trials: entry.trials + settled,
    changedAt: now,
  });
  return duplicates;
}

/** @throws StoreError 'gone' where a trial isn't there */
export async function judge(transaction: Transaction, judged: readonly JudgedTrial[]): Promise<void> {
  const experiment = experimentOf(judged);
  const tasks = byTask(judged);
  const packs = await packsOf(transaction, await entryOf(transaction, experiment), [...tasks.keys()]);
  for (const [task, list] of tasks) {
    const pack = packs.get(task);
    const byPlace = new Map(list.map((one) => [placeOf(one), one]));
    let found = 0;
    const trials = (pack?.trials ?? []).map((tuple): SummaryPack['trials'][number] => {
      const [model, index, , , ...rest] = tuple;
      const one = byPlace.get(placeOf({ model, index }));
      if (!one) return tuple;
      found++;
      return [model, index, one.digits, one.verdict, ...rest];
    });
    if (found < byPlace.size) throw new StoreError('gone', undefined, 'experiment');
    transaction.put('summaries', [experiment, task], { task, trials });
    const kept = await transaction.get('judgements', [experiment, task]);
    const said: JudgementPack = list.map(({ model, index, judgement }) => ({ model, index, judgement }));
    const others = kept?.filter((one) => !byPlace.has(placeOf(one))) ?? [];
    transaction.put('judgements', [experiment, task], [...others, ...said]);
  }
}

/** @returns those that have an answer already */
export async function intend(transaction: Transaction, intents: readonly Intent[]): Promise<TrialKey[]> {
  return unlessAnswered(transaction, intents, (intent) => transaction.put('intents', keyOf(intent), intent));
}

export async function fail(transaction: Transaction, failures: readonly TrialFailure[]): Promise<void> {
  await unlessAnswered(transaction, failures, (failure) =>
    transaction.put('failures', keyOf(failure), failure),
  );
  forget(transaction, failures);
}

/** Removes intents. */
export function forget(transaction: Transaction, keys: readonly TrialKey[]): void {
  for (const key of keys) transaction.delete('intents', keyOf(key));
}

async function unlessAnswered<K extends TrialKey>(
  transaction: Transaction,
  keys: readonly K[],
  put: (key: K) => void,
): Promise<TrialKey[]> {
  const entry = await entryOf(transaction, experimentOf(keys));
  const packs = await packsOf(transaction, entry, [...new Set(keys.map(({ task }) => task))]);
  const places = new Map([...packs].map(([task, pack]) => [task, placesIn(pack)]));
  const isAnswered = (key: K) => places.get(key.task)?.has(placeOf(key)) ?? false;
  for (const key of keys) if (!isAnswered(key)) put(key);
  return keys
    .filter(isAnswered)
    .map(({ experiment, task, model, index }) => ({ experiment, task, model, index }));
}
