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
  const means = yield* resampling.takingMeans(played.flatMap(({ tally }) => [tally.accuracy, tally.cost]));
  const compared: PolicyReport[] = [];
  for (const policy of policies) {
    yield;
    const at = played.findIndex(({ id }) => id === policy.id);
    if (at < 0) {
      compared.push(policy);
      continue;
    }
    const one = played[at];
    const [accuracy, cost] = means.slice(2 * at, 2 * at + 2);
    compared.push({ ...policy, overChance: overChance(one, { accuracy, cost }, frontiers) });
  }
  return compared;
}
