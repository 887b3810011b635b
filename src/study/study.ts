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
import { StudyProgress } from './study-progress';

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
  /** Steps done, of about equal length, most of them folds; told once the first outcomes are. */
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
  const progress = new StudyProgress(experiment, setup.splits.length, withFeatures, options.onProgress);
  const labelling = await run(reportingLabelling(experiment, unitCosts));
  progress.end('labelling');
  const stability = await run(reportingStability(experiment, seed));
  progress.end('stability');
  const outcomes = await run(addingMixtures(setup, { ...first, labelling, stability }));
  progress.end('mixtures');
  const { policies } = outcomes.report;
  outcomes.report.policies = await run(
    comparingWithChance(policies, played, outcomes.frontiers, setup.resampling),
  );
  progress.end('chance');
  outcomes.report.seconds = { ...first.seconds, outcomes: first.seconds.outcomes + clock() };
  if (!options.features) return outcomes.report;
  options.onOutcomes?.(outcomes.report);

  const table = await options.features();
  progress.end('features');
  const onProgress = progress.within('predictions');
  const predictions = await fitPredictions(setup, table, { cache, signal, onProgress });
  const predictorSeconds = clock();
  const report = await reportPredictions(setup, outcomes, predictions, {
    signal,
    onProgress: progress.within('policies'),
  });
  progress.end('policies');
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
