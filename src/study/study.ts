import type { Experiment } from '../core/experiment';
import type { FeatureTable } from '../core/features';
import type { Cache, Progress } from '../core/interfaces';
import type { Steps } from '../core/steps';
import { contentKey } from './content-key';
import { fitPredictions } from './fit-predictions';
import { reportingStability } from './label-stability';
import { reportingLabelling } from './labelling-report';
import { addingMixtures } from './mixture-policies';
import { playingOutcomePolicies } from './outcome-policies';
import { reportingOutcomes } from './outcome-report';
import { comparingWithChance } from './over-chance';
import { withPauses } from './pauses';
import { reportPredictions } from './prediction-report';
import type { Report, Scope } from './report';
import { settingUp } from './setup';

export interface StudyOptions {
  seed: number;
  /** Kept tasks (the paper's way, the default) or all. */
  scope?: Scope;
  /** Instead of the models' own unit costs. */
  unitCosts?: number[];
  /** The tasks' features; without them nothing is predicted. */
  features?: () => Promise<FeatureTable>;
  /** Keeps what was computed, by content. */
  cache?: Cache;
  signal?: AbortSignal;
  /** Folds of the cross-validation done: those of the complexity model, then those of the plans made with it. */
  onProgress?: (progress: Progress) => void;
  /** What is known before the complexity model is trained: first without, then with labelling and the coin flips. */
  onOutcomes?: (report: Report) => void;
}

/**
 * The study: labels every task, trains the complexity model by nested cross-validation, replays every policy and
 * puts intervals on what comes out. Equal inputs give equal results.
 *
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function study(experiment: Experiment, options: StudyOptions): Promise<Report> {
  const { seed, scope = 'kept', cache, signal } = options;
  const unitCosts = options.unitCosts ?? experiment.models.map((model) => model.unitCost);
  const withFeatures = Boolean(options.features);
  const key = contentKey('report', { experiment, scope, unitCosts, seed, withFeatures });
  const before = (await cache?.get(key)) as Report | undefined;
  if (before) return before;

  const clock = stopwatch();
  const run = <T>(steps: Steps<T>) => withPauses(steps, signal);
  const setup = await run(settingUp(experiment, scope, unitCosts, seed));
  const played = await run(playingOutcomePolicies(experiment, setup.labelled, unitCosts));
  const first = await run(reportingOutcomes(setup, played));
  first.seconds.outcomes = clock();
  options.onOutcomes?.(first);
  const labelling = await run(reportingLabelling(experiment, unitCosts));
  const stability = await run(reportingStability(experiment, seed));
  const outcomes = await run(addingMixtures(setup, { ...first, labelling, stability }));
  const { policies } = outcomes.report;
  outcomes.report.policies = await run(
    comparingWithChance(policies, played, outcomes.frontiers, setup.resampling),
  );
  outcomes.report.seconds = { ...first.seconds, outcomes: first.seconds.outcomes + clock() };
  if (!options.features) return outcomes.report;
  options.onOutcomes?.(outcomes.report);

  const table = await options.features();
  const { onProgress } = options;
  const folds = setup.splits.length;
  const after = (offset: number) => ({
    signal,
    onProgress: ({ done }: Progress) => onProgress?.({ done: offset + done, total: 2 * folds }),
  });
  const predictions = await fitPredictions(setup, table, { cache, ...after(0) });
  const predictorSeconds = clock();
  const report = await reportPredictions(setup, outcomes, predictions, after(folds));
  report.seconds = { ...report.seconds, predictor: predictorSeconds, policies: clock() };
  await cache?.put(key, report);
  return report;
}

/** Each call tells the seconds since the last. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const before = last;
    last = performance.now();
    return (last - before) / 1000;
  };
}
