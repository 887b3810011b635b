import type { ComparisonReport, ExternalPredictor } from '../../study/comparison/report';
import type { LearningCurve } from '../../study/comparison/learning-curve';
import type { Lottery } from '../../study/comparison/lottery';
import type { Scope } from '../../study/report';
import type { SingleTrialReport } from '../../study/single-trial';
import { Computation } from '../state/computation.svelte';
import { loadSource, type LoadedExperiment } from '../state/experiment-source';
import { studyClient } from '../state/study-client';
import { seed } from '../state/study-state.svelte';

/** @throws Error, for the visitor, where no text of the experiment's tasks is at hand */
async function withFeatures(id: string) {
  const loaded = await loadSource(id);
  return { ...loaded, features: featuresOf(loaded) };
}

function featuresOf({ features }: LoadedExperiment) {
  if (!features) {
    throw new Error(
      'Complexity models read the tasks’ texts, and of these tasks none are at hand: bring in outcomes with prompts.',
    );
  }
  return features;
}

/** All complexity models of an experiment compared, with those that were trained elsewhere on its hold-out split. */
export function comparisonOf(
  id: string,
  scope: Scope,
  external: readonly ExternalPredictor[],
): Computation<ComparisonReport> {
  return new Computation(async (listener) => {
    const { experiment, features } = await withFeatures(id);
    return studyClient.compare({ experiment, features, scope, seed, external: [...external] }, listener);
  });
}

export function lotteryOf(id: string): Computation<Lottery> {
  return new Computation(async (listener) => {
    const { experiment, features } = await withFeatures(id);
    return studyClient.lottery({ experiment, features, seed }, listener);
  });
}

export function learningCurveOf(id: string): Computation<LearningCurve> {
  return new Computation(async (listener) => {
    const { experiment, features } = await withFeatures(id);
    return studyClient.learningCurve({ experiment, features, seed }, listener);
  });
}

export function singleTrialOf(id: string): Computation<SingleTrialReport> {
  return new Computation(async (listener) => {
    const { experiment, features } = await withFeatures(id);
    return studyClient.singleTrial({ experiment, features, seed }, listener);
  });
}
