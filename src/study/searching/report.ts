import { fewestTrials } from '../../core/experiment';
import { parityCostOf, type ResampledFrontier, resampleFrontier } from '../frontiers';
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
export function reportSearch(
  { experiment, reference, unitCosts, resampling }: Setup,
  families: Families,
  { graph }: Planning,
  whole: ResampledFrontier,
): SearchReport {
  const canRetry = fewestTrials(experiment).some((trials) => trials > 1);
  return {
    tries: [...graph.tries],
    anyOrder: graph.anyOrder,
    visibleTests: experiment.visibleTests,
    gates: families.searched.gates,
    parts: parts.map(({ id, name }) => {
      if (id === 'without-retries' && !canRetry) return { id, name, adds: null, parityCost: null };
      const { points } = families[id];
      const part = resampleFrontier(id, name, points, reference.accuracy, unitCosts, resampling);
      const adds = combine([whole.height, part.height], (all, without) => all - without);
      return { id, name, adds: estimate(adds), parityCost: parityCostOf(part) };
    }),
  };
}
