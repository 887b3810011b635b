import type { Transaction } from '../tables';
import { asksTheSame, compareTask, type TaskComparison } from './compare';
import type { Comparison, ExperimentEntry, SettledTrial, WholeExperiment } from './contract';
import { byTask, placeOf, unpackDetails, unpackSummaries } from './packs';
import { addTrials, answeredNow, packsOf } from './settle';

/** After so many tasks the page gets its turn, within the transaction. */
const tasksAtOnce = 40;

/** The trials of some tasks with everything that is known of them. */
export async function trialsOf(
  transaction: Transaction,
  experiment: string,
  tasks: readonly string[],
): Promise<SettledTrial[]> {
  const lists = await Promise.all(
    tasks.map(async (task) => {
      const [pack, answers, judgements] = await Promise.all([
        transaction.get('summaries', [experiment, task]),
        transaction.under('answers', [experiment, task]),
        transaction.get('judgements', [experiment, task]),
      ]);
      const summaries = new Map(
        unpackSummaries(experiment, pack ? [pack] : []).map((summary) => [placeOf(summary), summary]),
      );
      return unpackDetails(experiment, task, answers, judgements).map((detail) => ({
        summary: summaries.get(placeOf(detail))!,
        detail,
      }));
    }),
  );
  return lists.flat();
}

async function definitionsCompared(
  transaction: Transaction,
  { definition }: WholeExperiment,
): Promise<Comparison['definition']> {
  const mine = await transaction.get('definitions', [definition.id]);
  if (!mine) return 'new';
  return asksTheSame(mine, definition) ? 'same' : 'other';
}

/** Compares task by task, and does something with each. */
async function compareAll(
  transaction: Transaction,
  whole: WholeExperiment,
  visit: (task: string, mine: SettledTrial[], compared: TaskComparison) => Promise<void>,
): Promise<Comparison> {
  const { id } = whole.definition;
  const result: Comparison = {
    definition: await definitionsCompared(transaction, whole),
    added: 0,
    same: 0,
    judged: 0,
    differing: [],
  };
  let tasks = 0;
  for (const [task, list] of byTask(whole.trials.map((trial) => ({ task: trial.summary.task, trial })))) {
    const mine = result.definition === 'new' ? [] : await trialsOf(transaction, id, [task]);
    const compared = compareTask(
      mine,
      list.map(({ trial }) => trial),
    );
    result.added += compared.added.length;
    result.same += compared.same.length;
    result.judged += compared.judged.length;
    for (const { summary } of compared.differing) {
      const { experiment, model, index } = summary;
      result.differing.push({ experiment, task, model, index });
    }
    await visit(task, mine, compared);
    // Any read will do: a transaction that waits for one lets the page go on.
    if (++tasks % tasksAtOnce === 0) await transaction.get('experiments', [id]);
  }
  return result;
}

export function compare(transaction: Transaction, whole: WholeExperiment): Promise<Comparison> {
  return compareAll(transaction, whole, async () => {});
}

/** @throws RangeError where the experiment that is here asks for something else */
export async function merge(
  transaction: Transaction,
  whole: WholeExperiment,
  differing: 'keep-mine' | 'take-theirs',
  now: number,
): Promise<Comparison> {
  const { definition, createdAt } = whole;
  const { id, name } = definition;
  if ((await definitionsCompared(transaction, whole)) === 'other') {
    throw new RangeError(`the experiment ${id} that is here asks for something else`);
  }
  const mine = await transaction.get('experiments', [id]);
  const result = await compareAll(transaction, whole, async (task, kept, compared) => {
    const replacing = [...compared.judged, ...(differing === 'take-theirs' ? compared.differing : [])];
    if (replacing.length > 0) return rewrite(transaction, id, task, kept, [...replacing, ...compared.added]);
    const packs = await packsOf(transaction, mine, [task]);
    addTrials(transaction, id, task, compared.added, packs.get(task));
  });
  await mergeOthers(transaction, whole, differing);
  const theirs = !mine || differing === 'take-theirs';
  if (theirs) transaction.put('definitions', [id], definition);
  const entry: ExperimentEntry = mine ?? { id, name, status: 'paused', createdAt, changedAt: now, trials: 0 };
  transaction.put('experiments', [id], {
    ...entry,
    name: theirs ? name : entry.name,
    changedAt: now,
    trials: entry.trials + result.added,
  });
  return result;
}

/** Writes a task's trials anew: those given, and those kept that are not among them. */
function rewrite(
  transaction: Transaction,
  experiment: string,
  task: string,
  kept: SettledTrial[],
  trials: SettledTrial[],
): void {
  const given = new Set(trials.map(({ summary }) => placeOf(summary)));
  transaction.deleteUnder('summaries', [experiment, task]);
  transaction.deleteUnder('answers', [experiment, task]);
  transaction.deleteUnder('judgements', [experiment, task]);
  const others = kept.filter(({ summary }) => !given.has(placeOf(summary)));
  addTrials(transaction, experiment, task, [...others, ...trials], undefined);
}

async function mergeOthers(
  transaction: Transaction,
  { definition: { id }, trials, failures, predictors }: WholeExperiment,
  differing: 'keep-mine' | 'take-theirs',
): Promise<void> {
  await answeredNow(
    transaction,
    id,
    trials.map(({ summary }) => summary),
  );
  const answered = new Map(
    (await transaction.under('summaries', [id])).map((pack) => [
      pack.task,
      new Set(pack.trials.map(([model, index]) => placeOf({ model, index }))),
    ]),
  );
  for (const failure of failures) {
    if (answered.get(failure.task)?.has(placeOf(failure))) continue;
    transaction.put('failures', [id, failure.task, failure.model, failure.index], failure);
  }
  const mine = new Set((await transaction.under('predictors', [id])).map((one) => one.id));
  for (const predictor of predictors) {
    if (mine.has(predictor.id) && differing === 'keep-mine') continue;
    transaction.put('predictors', [id, predictor.id], predictor);
  }
}
