import { fewestTrials } from '../../core/experiment';
import type { Steps } from '../../core/steps';
import { parityCostOf, type ResampledFrontier, resamplingFrontier } from '../frontiers';
import type { SearchPart, SearchReport } from '../report';
import { combine, estimate } from '../resampling';
import type { Setup } from '../setup';
import type { Planning } from './planning';
import type { Families } from './search';

const parts: { id: SearchPart['id']; name: string }[] = [
  { id: 'without-prediction', name: 'Without prediction' },
  { id: 'without-retries', name: 'Without retries' },
  { id: 'without-verification', name: 'Without verification' },
];

/** @param whole the frontier of the whole search */
export function* reportingSearch(
  { experiment, reference, unitCosts, resampling }: Setup,
  families: Families,
  { graph }: Planning,
  whole: ResampledFrontier,
): Steps<SearchReport> {
  const reported: SearchPart[] = [];
  const canRetry = fewestTrials(experiment).some((trials) => trials > 1);
  for (const { id, name } of parts) {
    if (id === 'without-retries' && !canRetry) {
      reported.push({ id, name, adds: null, parityCost: null });
      continue;
    }
    const { points } = families[id];
    const part = yield* resamplingFrontier(id, name, points, reference.accuracy, unitCosts, resampling);
    const adds = combine([whole.height, part.height], (all, without) => all - without);
    reported.push({ id, name, adds: estimate(adds), parityCost: parityCostOf(part) });
  }
  return {
    tries: [...graph.tries],
    anyOrder: graph.anyOrder,
    visibleTests: experiment.visibleTests,
    gates: families.searched.gates,
    parts: reported,
  };
}
