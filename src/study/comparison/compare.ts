import type { Experiment } from '../../core/experiment';
import type { FeatureTable } from '../../core/features';
import type { Cache, RunOptions } from '../../core/interfaces';
import { contentKey } from '../content-key';
import { featuresInScope } from '../features-in-scope';
import type { Scope } from '../report';
import { withPauses } from '../pauses';
import { settingUp } from '../setup';
import { compareByFolds } from './by-folds';
import { compareOnHoldout } from './holdout';
import type { ComparisonReport, ExternalPredictor } from './report';
import type { HoldoutSize } from './split';

export interface CompareOptions extends RunOptions {
  seed: number;
  /** Kept tasks (the paper's way, the default) or all. */
  scope?: Scope;
  /** Instead of the models' own unit costs. */
  unitCosts?: number[];
  /** Complexity models that were trained on the training tasks of the hold-out split: judged on it alone. */
  external?: readonly ExternalPredictor[];
  /** Size of the hold-out split; without it, that of `defaultHoldout`. */
  holdout?: HoldoutSize;
  /** Keeps what was computed, by content. */
  cache?: Cache;
}

/**
 * Compares all complexity models: by the study's nested cross-validation, and on one split. The study's own
 * predictor stands here with the predictions that the study makes. Equal inputs give equal results.
 *
 * @param options.onProgress folds done: those of the study's predictor, those of the others, the split
 * @throws RangeError where there are too few tasks, or a task has no features or no external prediction
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function compare(
  experiment: Experiment,
  features: FeatureTable,
  options: CompareOptions,
): Promise<ComparisonReport> {
  const { seed, scope = 'kept', external = [], holdout, cache, signal, onProgress } = options;
  const unitCosts = options.unitCosts ?? experiment.models.map((model) => model.unitCost);
  const key = contentKey('comparison', { experiment, scope, unitCosts, seed, external, holdout });
  const before = (await cache?.get(key)) as ComparisonReport | undefined;
  if (before) return before;

  const started = performance.now();
  const setup = await withPauses(settingUp(experiment, scope, unitCosts, seed), signal);
  const table = featuresInScope(experiment, setup.labelled, features);
  const total = 2 * setup.splits.length + 1;
  const byFolds = await compareByFolds(setup, features, {
    cache,
    signal,
    onProgress: ({ done }) => onProgress?.({ done, total }),
  });
  const validated = performance.now();
  const onSplit = await compareOnHoldout(setup, table, external, { size: holdout, signal });
  onProgress?.({ done: total, total });
  const report: ComparisonReport = {
    experiment: experiment.id,
    scope,
    seed,
    unitCosts,
    ...byFolds,
    holdout: onSplit,
    seconds: {
      crossValidation: (validated - started) / 1000,
      holdout: (performance.now() - validated) / 1000,
    },
  };
  await cache?.put(key, report);
  return report;
}
