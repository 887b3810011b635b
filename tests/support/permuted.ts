import type { Experiment } from '../../src/core/experiment';
import type { FeatureTable } from '../../src/core/features';
import { randomStream, shuffled } from '../../src/core/random';
import { study } from '../../src/study/study';

/** What families that predict gain over those that don't, in points. */
export interface Gains {
  /** `threshold` over `random-mix`. */
  threshold: number;
  /** `predict-then-verify` over `random-cascade`. */
  predictThenVerify: number;
  /** `searched` over itself without prediction. */
  searched: number;
}

/** The experiment with all trials dealt anew over the tasks: nothing about a task tells its outcomes. */
export function dealt(experiment: Experiment, seed: number): Experiment {
  const others = shuffled(experiment.tasks, randomStream(seed, 'deal'));
  return {
    ...experiment,
    tasks: experiment.tasks.map((task, i) => ({ ...task, trials: others[i].trials })),
  };
}

/** What is gained where there is nothing to be learnt. */
export async function gainsOfNothing(
  experiment: Experiment,
  features: FeatureTable,
  seed: number,
): Promise<Gains> {
  const { frontiers, search } = await study(dealt(experiment, seed), {
    seed,
    features: async () => features,
  });
  const frontier = (id: string) => frontiers.find((one) => one.id === id)!;
  return {
    threshold: 100 * frontier('threshold').areaOverRandomMix.value,
    predictThenVerify: 100 * frontier('predict-then-verify').areaOverRandomCascade.value,
    searched: 100 * search!.parts.find(({ id }) => id === 'without-prediction')!.adds!.value,
  };
}

/** The mean of each gain. */
export function meanGains(gains: readonly Gains[]): Gains {
  const mean = (of: (one: Gains) => number) => gains.reduce((sum, one) => sum + of(one), 0) / gains.length;
  return {
    threshold: mean((one) => one.threshold),
    predictThenVerify: mean((one) => one.predictThenVerify),
    searched: mean((one) => one.searched),
  };
}
