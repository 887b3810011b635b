import { indexOfLargest } from '../../core/policy';
import { randomStream } from '../../core/random';
import type { Steps } from '../../core/steps';
import { contrast } from '../../core/statistics/contrast';
import { mcnemar } from '../../core/statistics/mcnemar';
import type { Labelled } from '../labels';
import { scoringPredictor } from '../predictor-report';
import { combine, estimate, type Resampling } from '../resampling';
import { calibrating } from './calibration';
import type { ComparisonRow } from './report';

/** The tasks that complexity models are compared on. */
export interface Contest {
  protocol: string;
  labelled: Labelled;
  /** Model index per level, in the order of the levels. */
  tiers: readonly number[];
  unitCosts: readonly number[];
  resampling: Resampling;
  seed: number;
}

/** What one complexity model says of them. */
export interface Contestant {
  id: string;
  name: string;
  sentence: string;
  costPerTask: number;
  /** [repeat][task][level] */
  perRepeat: readonly number[][][];
}

/**
 * One row per contestant.
 *
 * @param contestants one of them with the id "majority"
 */
export function* scoringContestants(
  contest: Contest,
  contestants: readonly Contestant[],
): Steps<ComparisonRow[]> {
  const { labelled, resampling, seed } = contest;
  const rightOf = ({ perRepeat }: Contestant) =>
    meanOver(perRepeat, labelled, (distribution, i) => {
      const truth = labelled.target[i];
      return truth < 0 ? NaN : Number(indexOfLargest(distribution) === truth);
    });
  const majority = rightOf(contestants.find(({ id }) => id === 'majority')!);
  const mostly = (right: Float64Array) =>
    Array.from(right)
      .filter((share) => !Number.isNaN(share))
      .map((share) => share > 0.5);
  const truths = labelled.target.filter((truth) => truth >= 0);
  const rows: ComparisonRow[] = [];
  for (const contestant of contestants) {
    yield;
    const { id, name, sentence, costPerTask, perRepeat } = contestant;
    const right = rightOf(contestant);
    const routed = routes(contest, contestant);
    const difference = combine(
      [resampling.mean(right), resampling.mean(majority)],
      (mine, theirs) => mine - theirs,
    );
    rows.push({
      ...(yield* scoringPredictor(name, contest.protocol, perRepeat, labelled, contest.tiers, resampling)),
      id,
      sentence,
      routedAccuracy: estimate(resampling.mean(routed.accuracy)),
      routedCost: estimate(resampling.mean(routed.cost.map((cost) => cost + costPerTask))),
      gainOverMajority: estimate(difference),
      mcnemar: mcnemar(mostly(right), mostly(majority)),
      calibration: yield* calibrating(perRepeat, labelled, resampling, seed),
      rightAndWrong: contrast(truths, mostly(right), {
        classes: labelled.levels.length,
        random: randomStream(seed, 'right and wrong'),
      }),
    });
  }
  return rows;
}

/** What each task gets and pays at the model of its likeliest level. */
function routes({ labelled, tiers, unitCosts }: Contest, { perRepeat }: Contestant) {
  const modelOf = (distribution: number[]) => tiers[indexOfLargest(distribution)];
  return {
    accuracy: meanOver(perRepeat, labelled, (distribution, i) => labelled.shares[modelOf(distribution)][i]),
    cost: meanOver(perRepeat, labelled, (distribution) => unitCosts[modelOf(distribution)]),
  };
}

function meanOver(
  perRepeat: readonly number[][][],
  { tasks }: Labelled,
  of: (distribution: number[], task: number) => number,
): Float64Array {
  return Float64Array.from(
    tasks,
    (_, i) => perRepeat.reduce((sum, repeat) => sum + of(repeat[i], i), 0) / perRepeat.length,
  );
}
