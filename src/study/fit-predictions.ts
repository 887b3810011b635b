import type { FeatureTable } from '../core/features';
import type { Cache, RunOptions } from '../core/interfaces';
import { randomStream } from '../core/random';
import { fittingFold } from '../predictors/logistic/fit-fold';
import { contentKey } from './content-key';
import { featuresInScope, plainRows } from './features-in-scope';
import { withPauses } from './pauses';
import type { FoldPredictions, Predictions } from './predictions';
import type { Setup } from './setup';

/**
 * Fits the complexity model and the success predictors on each split's training tasks and predicts its test tasks.
 * Costs don't enter: a study at other prices finds these predictions kept.
 *
 * @param options.onProgress folds done
 * @throws RangeError where a task has no features
 */
export async function fitPredictions(
  { labelled, splits, experiment, seed }: Setup,
  table: FeatureTable,
  { cache, signal, onProgress }: RunOptions & { cache?: Cache },
): Promise<Predictions> {
  const inScope = featuresInScope(experiment, labelled, table);
  const content = {
    features: plainRows(inScope),
    target: Array.from(labelled.target),
    shares: labelled.shares.map((column) => Array.from(column)),
    seed,
  };
  const key = contentKey('predictions', content);
  const before = (await cache?.get(key)) as Predictions | undefined;
  if (before) return before;

  const predictions: FoldPredictions[] = [];
  for (const [done, split] of splits.entries()) {
    onProgress?.({ done, total: splits.length });
    const fitting = fittingFold(
      inScope,
      split,
      { classes: { target: labelled.target, count: labelled.levels.length }, rates: labelled.shares },
      { random: randomStream(seed, `inner folds ${done}`) },
    );
    const { classes, rates } = await withPauses(fitting, signal);
    predictions.push({
      levels: classes!.test,
      success: rates!.test,
      trainSuccess: rates!.train,
      strengths: { levels: classes!.strength, success: rates!.strengths },
    });
  }
  onProgress?.({ done: splits.length, total: splits.length });
  await cache?.put(key, predictions);
  return predictions;
}
