import { type Experiment, hasPerfectVerifier } from '../core/experiment';
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
 * Puts intervals on what a policy got and paid.
 *
 * @param frontiers of the coin flips, once they are known
 */
export function judgePolicy(
  experiment: Experiment,
  played: Played,
  reference: Reference,
  resampling: Resampling,
  frontiers: readonly ResampledFrontier[] = [],
): PolicyReport {
  const { tally } = played;
  const tasks = tally.accuracy.length;
  const [accuracy, cost, calls] = resampling.means([tally.accuracy, tally.cost, tally.calls]);
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
