import { type Experiment, hasPerfectVerifier } from '../core/experiment';
import type { Steps } from '../core/steps';
import type { ResampledFrontier } from './frontiers';
import type { Played } from './outcome-policies';
import { overChance } from './over-chance';
import type { PolicyReport, Verifier } from './report';
import { combine, estimate, type Resampled, type Resampling } from './resampling';

/** What always the dearest model gets and pays: the reference of every saving and gain. */
export interface Reference {
  accuracy: Resampled;
  cost: Resampled;
}

/**
 * Puts intervals on what policies got and paid.
 *
 * @param frontiers of the coin flips, once they are known
 */
export function* judgingPolicies(
  experiment: Experiment,
  all: readonly Played[],
  reference: Reference,
  resampling: Resampling,
  frontiers: readonly ResampledFrontier[] = [],
): Steps<PolicyReport[]> {
  // All at once: laying out resamples takes longer than a mean under them.
  const means = yield* resampling.takingMeans(
    all.flatMap(({ tally }) => [tally.accuracy, tally.cost, tally.calls]),
  );
  const judged: PolicyReport[] = [];
  for (const [at, played] of all.entries()) {
    yield;
    const [accuracy, cost, calls] = means.slice(3 * at, 3 * at + 3);
    judged.push(judgePolicy(experiment, played, { accuracy, cost, calls }, reference, frontiers));
  }
  return judged;
}

function judgePolicy(
  experiment: Experiment,
  played: Played,
  { accuracy, cost, calls }: Reference & { calls: Resampled },
  reference: Reference,
  frontiers: readonly ResampledFrontier[],
): PolicyReport {
  const { tally } = played;
  const tasks = tally.accuracy.length;
  return {
    id: played.id,
    name: played.name,
    sentence: played.sentence,
    accuracy: estimate(accuracy),
    cost: estimate(cost),
    saving: estimate(combine([cost, reference.cost], (mine, dearest) => 1 - mine / dearest)),
    gain: estimate(combine([accuracy, reference.accuracy], (mine, dearest) => mine - dearest)),
    callsPerTask: estimate(calls),
    overChance: overChance(played, { accuracy, cost }, frontiers),
    verifier: verifierOf(experiment, played.verifies),
    bound: played.bound,
    threshold: played.threshold,
    callsPerModel: Array.from(tally.callsPerModel, (calls) => calls / tasks),
    moves: Array.from(tally.moves, (moves) => moves / tasks),
  };
}

function verifierOf(experiment: Experiment, verifies: boolean): Verifier {
  if (!verifies) return 'none';
  return hasPerfectVerifier(experiment) ? 'perfect' : 'visible-test';
}
