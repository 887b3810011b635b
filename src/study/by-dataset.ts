import type { Experiment } from '../core/experiment';
import type { Estimate } from '../core/interfaces';
import { datasetOfTask } from '../core/mixed';
import { indexOfLargest } from '../core/policy';
import { atOnce } from '../core/steps';
import type { PredictorReport, Scope, TaskReport } from './report';
import { scoringPredictor } from './predictor-report';
import { combine, estimate, type Resampled, Resampling } from './resampling';
import { setUp, type Setup } from './setup';
import { repeats } from './splits';

/** What is true of the tasks of one dataset within a mixed experiment. */
export interface DatasetRow {
  dataset: string;
  /** In scope, and with a label. */
  tasks: number;
  labelled: number;
  /** Per model, cheapest first. */
  accuracy: Estimate[];
  /** Labelled tasks per level, in the order of the levels. */
  levels: number[];
  /** Of the complexity model, on labelled tasks; null where nothing is predicted, or none has a label. */
  levelAccuracy: Estimate | null;
}

/** Results per dataset, and what it is worth to know no more of a task than its dataset. */
export interface DatasetsReport {
  levels: number[];
  rows: DatasetRow[];
  /** Predicting the level that is the most frequent in a task's dataset, out of fold. */
  datasetAlone: PredictorReport;
  /** The complexity model's own level accuracy, and how much of it is beyond the dataset's, paired. */
  complexityModel: { levelAccuracy: Estimate; beyondDataset: Estimate } | null;
}

export interface DatasetsRequest {
  experiment: Experiment;
  scope: Scope;
  seed: number;
  unitCosts?: number[];
  /** Of the study: predictions out of fold, where there are any. */
  perTask: readonly TaskReport[];
}

/**
 * Results per dataset of a mixed experiment. A complexity model that only recognises the dataset looks clever in a
 * mix: what it gets beyond the dataset's most frequent level is its own.
 *
 * @throws RangeError where there are too few tasks to study
 */
export function reportDatasets({
  experiment,
  scope,
  seed,
  unitCosts,
  perTask,
}: DatasetsRequest): DatasetsReport {
  const costs = unitCosts ?? experiment.models.map((model) => model.unitCost);
  const setup = setUp(experiment, scope, costs, seed);
  const { labelled, tiers, resampling, protocol } = setup;
  const sets = labelled.tasks.map((index) => datasetOfTask(experiment.dataset, experiment.tasks[index].id));
  const levelsOfTask = new Map(perTask.map(({ id, levels }) => [id, levels]));
  const predicted = labelled.tasks.map((index) => levelsOfTask.get(experiment.tasks[index].id));
  const isPredicted = predicted.some((levels) => levels !== undefined);
  const alone = aloneByRepeat(setup, sets);
  const right = (chosen: (i: number) => number | undefined) =>
    Float64Array.from(labelled.target, (truth, i) => (truth < 0 ? NaN : Number(chosen(i) === truth)));
  const modelRight = right((i) => predicted[i] && indexOfLargest(predicted[i]));
  return {
    levels: labelled.levels,
    rows: [...new Set(sets)].sort().map((dataset): DatasetRow => {
      const own = sets.flatMap((set, i) => (set === dataset ? [i] : []));
      const withLabel = own.filter((i) => labelled.target[i] >= 0);
      return {
        dataset,
        tasks: own.length,
        labelled: withLabel.length,
        accuracy: labelled.shares.map((shares) =>
          meanOf(
            own.map((i) => shares[i]),
            seed,
          ),
        ),
        levels: labelled.levels.map((_, c) => own.filter((i) => labelled.target[i] === c).length),
        levelAccuracy:
          isPredicted && withLabel.length > 0
            ? meanOf(
                withLabel.map((i) => modelRight[i]),
                seed,
              )
            : null,
      };
    }),
    datasetAlone: atOnce(
      scoringPredictor('Knows the dataset alone', protocol, alone, labelled, tiers, resampling),
    ),
    complexityModel: isPredicted ? beyond(resampling, modelRight, alone, labelled.target) : null,
  };
}

const meanOf = (values: readonly number[], seed: number): Estimate =>
  estimate(Resampling.of(values.length, seed).mean(Float64Array.from(values)));

/** [repeat][task][level]: the share of each level among the training tasks of the same dataset. */
function aloneByRepeat({ labelled, splits }: Setup, sets: readonly string[]): number[][][] {
  const perRepeat = Array.from({ length: repeats }, () => new Array<number[]>(sets.length));
  for (const { repeat, train, test } of splits) {
    const counts = new Map<string, number[]>();
    // One of each level everywhere, so that none is ruled out.
    const none = () => labelled.levels.map(() => 1);
    for (const i of train) {
      if (labelled.target[i] < 0) continue;
      if (!counts.has(sets[i])) counts.set(sets[i], none());
      counts.get(sets[i])![labelled.target[i]]++;
    }
    for (const i of test) {
      const ofSet = counts.get(sets[i]) ?? none();
      const total = ofSet.reduce((sum, count) => sum + count, 0);
      perRepeat[repeat][i] = ofSet.map((count) => count / total);
    }
  }
  return perRepeat;
}

function beyond(
  resampling: Resampling,
  modelRight: Float64Array,
  alone: readonly number[][][],
  target: Int32Array,
): NonNullable<DatasetsReport['complexityModel']> {
  const aloneRight = Float64Array.from(target, (truth, i) => {
    if (truth < 0) return NaN;
    return alone.reduce((sum, repeat) => sum + Number(indexOfLargest(repeat[i]) === truth), 0) / alone.length;
  });
  const model: Resampled = resampling.mean(modelRight);
  const difference = combine([model, resampling.mean(aloneRight)], (mine, theirs) => mine - theirs);
  return { levelAccuracy: estimate(model), beyondDataset: estimate(difference) };
}
