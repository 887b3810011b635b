import type { FeatureTable } from '../../core/features';
import type { Cache, RunOptions } from '../../core/interfaces';
import { featuresInScope } from '../features-in-scope';
import { fitPredictions } from '../fit-predictions';
import { withPauses } from '../pauses';
import { byRepeat } from '../predictions';
import type { Setup } from '../setup';
import { repeats } from '../splits';
import { crossValidate } from './cross-validate';
import { inPageModels } from './in-page';
import { logisticModel } from './logistic-model';
import type { ComparisonPart } from './report';
import { type Contestant, scoringContestants } from './score';

/**
 * Compares all complexity models of the page by the study’s own nested cross-validation, the study’s own predictor
 * standing here with the predictions that the study makes.
 *
 * @param options.onProgress folds done: those of the study’s predictor, then those of the others
 * @throws RangeError where a task has no features
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function compareByFolds(
  setup: Setup,
  features: FeatureTable,
  { cache, signal, onProgress }: RunOptions & { cache?: Cache },
): Promise<ComparisonPart> {
  const folds = setup.splits.length;
  const after = (offset: number) => ({
    cache,
    signal,
    onProgress: ({ done }: { done: number }) => onProgress?.({ done: offset + done, total: 2 * folds }),
  });
  const own = await fitPredictions(setup, features, after(0));
  const others = await crossValidate(
    setup,
    featuresInScope(setup.experiment, setup.labelled, features),
    after(folds),
  );
  const contestants: Contestant[] = [
    ...inPageModels.map((model, m) => ({
      ...model,
      costPerTask: 0,
      perRepeat: byRepeat(setup.splits, repeats, (fold) => others[fold][m]),
    })),
    {
      ...logisticModel,
      costPerTask: 0,
      perRepeat: byRepeat(setup.splits, repeats, (fold) => own[fold].levels),
    },
  ];
  return {
    protocol: setup.protocol,
    tasks: setup.labelled.kept.filter(Boolean).length,
    rows: await withPauses(scoringContestants(setup, contestants), signal),
  };
}
