import type { Experiment } from '../core/experiment';
import { always, indexOfLargest, threshold } from '../core/policy';
import { replay } from '../core/replay';
import type { Steps } from '../core/steps';
import { thresholdGrid } from './frontiers';
import type { Labelled } from './labels';
import type { FamilyPoint } from './mixtures';
import type { Predictions } from './predictions';
import { meanOver, repeats, type Split } from './splits';
import { Tally } from './tally';

/** The threshold router: its frontier over fixed thresholds, and the one that training chose to match the dearest. */
export interface ThresholdFamily {
  points: FamilyPoint[];
  chosen: Tally;
  /** The median of the thresholds that the folds chose. */
  typical: number;
}

export function* routingByThreshold(
  experiment: Experiment,
  labelled: Labelled,
  predictions: Predictions,
  splits: readonly Split[],
  unitCosts: readonly number[],
): Steps<ThresholdFamily> {
  const tasks = labelled.tasks.length;
  const grid = thresholdGrid();
  const policies = grid.map((value) => threshold(value));
  const modelFor = (g: number, success: number[]) => {
    const step = policies[g].next({ success }, []);
    if (step.kind !== 'attempt') throw new Error('the threshold policy always asks first');
    return step.model;
  };
  const points: FamilyPoint[] = grid.map(() => ({
    accuracy: new Float64Array(tasks),
    cost: new Float64Array(tasks),
  }));
  const chosen = new Tally(tasks, unitCosts);
  const chosenThresholds: number[] = [];
  const single = experiment.models.map((_, k) => always(k));
  for (const [fold, { train, test }] of splits.entries()) {
    yield;
    const { success, trainSuccess } = predictions[fold];
    const target = meanOver(labelled.shares[labelled.shares.length - 1], train);
    const trained = grid.map((_, g) => {
      let accuracy = 0;
      let cost = 0;
      train.forEach((i, at) => {
        const model = modelFor(g, trainSuccess[at]);
        accuracy += labelled.shares[model][i] / train.length;
        cost += unitCosts[model] / train.length;
      });
      return { accuracy, cost };
    });
    // 1e-9: the shares are summed in another order here than in the target.
    const enough = trained.findIndex((point) => point.accuracy >= target - 1e-9);
    const best = enough >= 0 ? enough : indexOfLargest(trained.map((point) => point.accuracy));
    chosenThresholds.push(grid[best]);
    test.forEach((i, at) => {
      grid.forEach((_, g) => {
        const model = modelFor(g, success[at]);
        points[g].accuracy[i] += labelled.shares[model][i] / repeats;
        points[g].cost[i] += unitCosts[model] / repeats;
      });
      const model = modelFor(best, success[at]);
      const task = experiment.tasks[labelled.tasks[i]];
      chosen.add(i, replay(single[model], {}, task, experiment.visibleTests), 1 / repeats);
    });
  }
  chosenThresholds.sort((a, b) => a - b);
  return { points, chosen, typical: chosenThresholds[chosenThresholds.length >> 1] };
}
