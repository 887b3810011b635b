import { successCounts } from '../../core/experiment';
import type { FeatureTable } from '../../core/features';
import type { Cache, RunOptions } from '../../core/interfaces';
import { randomInteger, randomStream } from '../../core/random';
import { contentKey } from '../content-key';
import { plainRows } from '../features-in-scope';
import { withPauses } from '../pauses';
import type { Setup } from '../setup';
import { inPageModels, predictingFold } from './in-page';

/**
 * Trains all models of the page on each split's training tasks and predicts its test tasks. Costs don't enter.
 *
 * @param table the features of the tasks in scope
 * @param options.onProgress folds done
 * @returns distributions [fold][model][test task][level]
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function crossValidate(
  setup: Setup,
  table: FeatureTable,
  { cache, signal, onProgress }: RunOptions & { cache?: Cache },
): Promise<number[][][][]> {
  const { labelled, splits, seed, experiment } = setup;
  const tasks = labelled.tasks.map((index) => experiment.tasks[index]);
  const key = contentKey('comparison-predictions', {
    models: inPageModels.map(({ id }) => id),
    features: plainRows(table),
    target: Array.from(labelled.target),
    outcomes: tasks.map((task) => [successCounts(task), task.trials.map((trials) => trials.length)]),
    rule: experiment.rule,
    scope: setup.scope,
    seed,
  });
  const before = (await cache?.get(key)) as number[][][][] | undefined;
  if (before) return before;

  const result: number[][][][] = [];
  for (const [done, split] of splits.entries()) {
    onProgress?.({ done, total: splits.length });
    const foldSeed = randomInteger(randomStream(seed, `comparison ${done}`), 2 ** 32);
    result.push(await withPauses(predictingFold(setup, table, split, foldSeed), signal));
  }
  onProgress?.({ done: splits.length, total: splits.length });
  await cache?.put(key, result);
  return result;
}
