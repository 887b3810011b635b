import type { AssignmentRule } from '../../core/assignment';
import type { Estimate } from '../../core/interfaces';
import { indexOfLargest } from '../../core/policy';
import { randomStream } from '../../core/random';
import {
  bootstrapWeights,
  mean,
  percentileInterval,
  weightedMean,
  wilson,
} from '../../core/statistics/intervals';
import type { TaskAnswer, TuningPlan } from './contract';
import { predictionsOf, trainingShares } from './predictions';

/** How often one way of reading the answers is right. */
export interface ScoredRow {
  id: 'level' | 'rounded-mean' | 'majority' | 'each-draw' | 'commonest';
  /** Agreement with the label. */
  level: Estimate;
  /** Agreement on the model that the assignment gives. */
  tier: Estimate;
}

export interface TuningScore {
  /** Test tasks with an answer. */
  tasks: number;
  rows: ScoredRow[];
  /** Tasks of which no answer could be read; draws that could not. */
  unreadable: { tasks: number; draws: number };
}

const replicates = 2000;

/**
 * Scores what was predicted of the test tasks, beside always naming the training tasks' commonest level. Intervals
 * are Wilson's; where several draws of one task count, tasks are resampled.
 */
export function scoreTuning(
  plan: TuningPlan,
  answers: readonly TaskAnswer[],
  { modelOfLevel }: AssignmentRule,
): TuningScore {
  const predictions = predictionsOf(plan, answers);
  const n = predictions.length;
  const right = (is: (truth: number, at: number) => boolean) =>
    wilson(predictions.filter(({ truth }, at) => is(truth, at)).length, n);
  const scored = (id: ScoredRow['id'], level: (at: number) => number | undefined): ScoredRow => ({
    id,
    level: right((truth, at) => level(at) === truth),
    tier: right((truth, at) => {
      const named = level(at);
      return named !== undefined && modelOfLevel[named] === modelOfLevel[truth];
    }),
  });

  const commonest = plan.levels[indexOfLargest(trainingShares(plan))];
  const rows: ScoredRow[] = [];
  if (plan.reading.kind === 'draws' && plan.method.kind !== 'own-ability') {
    // Where no draw can be read, none of these names a level.
    rows.push(scored('rounded-mean', (at) => predictions[at].draws?.roundedMean));
    rows.push(scored('majority', (at) => predictions[at].draws?.majority));
    const shares = (is: (truth: number, level: number) => boolean) =>
      Float64Array.from(predictions, ({ draws, truth }) =>
        draws
          ? draws.each.filter((level) => level !== undefined && is(truth, level)).length / draws.each.length
          : 0,
      );
    rows.push({
      id: 'each-draw',
      level: resampled(
        shares((truth, level) => level === truth),
        plan.seed,
      ),
      tier: resampled(
        shares((truth, level) => modelOfLevel[level] === modelOfLevel[truth]),
        plan.seed,
      ),
    });
  } else {
    rows.push(scored('level', (at) => predictions[at].level));
  }
  rows.push(scored('commonest', () => commonest));
  return {
    tasks: n,
    rows,
    unreadable: {
      tasks: predictions.filter(({ isReadable }) => !isReadable).length,
      draws: predictions.reduce((sum, { draws }) => sum + (draws?.unreadable ?? 0), 0),
    },
  };
}

function resampled(values: Float64Array, seed: number): Estimate {
  if (values.length === 0) return wilson(0, 0);
  const weights = bootstrapWeights(values.length, replicates, randomStream(seed, 'tuning draws'));
  return percentileInterval(
    mean(values),
    weights.map((weight) => weightedMean(values, weight)),
  );
}
