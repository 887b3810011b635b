import type { Experiment } from '../core/experiment';
import { always } from '../core/policy';
import { atOnce, type Steps } from '../core/steps';
import type { Reference } from './judged';
import { type Labelled, labelTasks } from './labels';
import { play } from './outcome-policies';
import type { Scope } from './report';
import { Resampling } from './resampling';
import { foldsPerRepeat, makeSplits, protocolOf, type Split } from './splits';
import { firstTwins } from './twins';

/** What every part of one study works on. */
export interface Setup {
  experiment: Experiment;
  labelled: Labelled;
  unitCosts: readonly number[];
  /** The model of each level under the experiment's assignment rule, in the order of the levels. */
  tiers: number[];
  splits: Split[];
  /** How the splits are made, in words. */
  protocol: string;
  resampling: Resampling;
  scope: Scope;
  seed: number;
  reference: Reference;
}

/**
 * Labels the tasks in scope, and lays out folds and resamples.
 *
 * @throws RangeError where there are too few tasks to study
 */
export function setUp(...given: Parameters<typeof settingUp>): Setup {
  return atOnce(settingUp(...given));
}

/** `setUp`, piece by piece. */
export function* settingUp(
  experiment: Experiment,
  scope: Scope,
  unitCosts: readonly number[],
  seed: number,
): Steps<Setup> {
  const labelled = labelTasks(experiment, scope === 'all');
  if (labelled.tasks.length < 2 * foldsPerRepeat) {
    throw new RangeError(
      `a study needs at least ${2 * foldsPerRepeat} tasks, and here are ${labelled.tasks.length}`,
    );
  }
  const twins = firstTwins(experiment, labelled.tasks);
  const splits = makeSplits(labelled.target, twins, seed);
  const resampling = yield* Resampling.drawing(labelled.tasks.length, seed);
  const tally = play(experiment, labelled, unitCosts, always(unitCosts.length - 1), () => ({}));
  const [accuracy, cost] = resampling.means([tally.accuracy, tally.cost]);
  return {
    experiment,
    labelled,
    unitCosts,
    tiers: labelled.levels.map((level) => experiment.assignment.modelOfLevel[level]),
    splits,
    protocol: protocolOf(splits, twins, seed),
    resampling,
    scope,
    seed,
    reference: { accuracy, cost },
  };
}
