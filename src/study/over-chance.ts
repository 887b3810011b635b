import { accuracyAtCost } from '../core/statistics/frontier';
import type { Steps } from '../core/steps';
import type { ResampledFrontier } from './frontiers';
import type { Played } from './outcome-policies';
import type { PolicyReport } from './report';
import { estimate, ofCurve, type Resampled, type Resampling } from './resampling';

/**
 * What a policy gets beyond the coin flip of its kind that costs the same, task by task: between verifying sequences
 * where it checks answers itself, else between single models. Null for the coin flips themselves.
 */
export function overChance(
  { id, verifies }: Pick<Played, 'id' | 'verifies'>,
  { accuracy, cost }: { accuracy: Resampled; cost: Resampled },
  frontiers: readonly ResampledFrontier[],
): PolicyReport['overChance'] {
  if (id === 'random-mix' || id === 'random-cascade') return null;
  const family = verifies ? 'random-cascade' : 'random-mix';
  const frontier = frontiers.find((one) => one.id === family);
  if (!frontier) return null;
  const gain = ofCurve(frontier.points, (curve, at) => at(accuracy) - accuracyAtCost(curve, at(cost)));
  return { family, gain: estimate(gain) };
}

/** The policies of a report that were judged before the coin flips were known, compared with them. */
export function* comparingWithChance(
  policies: readonly PolicyReport[],
  played: readonly Played[],
  frontiers: readonly ResampledFrontier[],
  resampling: Resampling,
): Steps<PolicyReport[]> {
  const compared: PolicyReport[] = [];
  for (const policy of policies) {
    yield;
    const one = played.find(({ id }) => id === policy.id);
    if (!one) {
      compared.push(policy);
      continue;
    }
    const [accuracy, cost] = resampling.means([one.tally.accuracy, one.tally.cost]);
    compared.push({ ...policy, overChance: overChance(one, { accuracy, cost }, frontiers) });
  }
  return compared;
}
