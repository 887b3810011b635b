import { fewestTrials } from '../../core/experiment';
import type { Steps } from '../../core/steps';
import { parityCostOf, type ResampledFrontier, resamplingFrontier } from '../frontiers';
import type { SearchPart, SearchReport } from '../report';
import { combine, estimate } from '../resampling';
import type { Setup } from '../setup';
import type { PlannedFamily } from './family';
import type { Search } from './search';

const parts: { id: SearchPart['id']; name: string }[] = [
  { id: 'without-prediction', name: 'Without prediction' },
  { id: 'without-retries', name: 'Without retries' },
  { id: 'without-verification', name: 'Without verification' },
];

/** @param whole the frontier of the whole search */
export function* reportingSearch(
  { experiment, reference, unitCosts, resampling }: Setup,
  { families, planning, allTests }: Search,
  whole: ResampledFrontier,
): Steps<SearchReport> {
  /** How much lower another family stands, and what it costs at parity. */
  function* compared(id: string, name: string, { points }: PlannedFamily) {
    const other = yield* resamplingFrontier(id, name, points, reference.accuracy, unitCosts, resampling);
    const lower = combine([whole.height, other.height], (mine, theirs) => mine - theirs);
    return { lower, parityCost: parityCostOf(other) };
  }
  const reported: SearchPart[] = [];
  const canRetry = fewestTrials(experiment).some((trials) => trials > 1);
  for (const { id, name } of parts) {
    if (id === 'without-retries' && !canRetry) {
      reported.push({ id, name, adds: null, parityCost: null });
      continue;
    }
    const { lower, parityCost } = yield* compared(id, name, families[id]);
    reported.push({ id, name, adds: estimate(lower), parityCost });
  }
  const bound = allTests && (yield* compared('all-tests', 'With every test visible', allTests));
  return {
    tries: [...planning.graph.tries],
    anyOrder: planning.graph.anyOrder,
    visibleTests: experiment.visibleTests,
    gates: families.searched.gates,
    parts: reported,
    allTests: bound
      ? { gains: estimate(combine([bound.lower], (lower) => -lower)), parityCost: bound.parityCost }
      : null,
  };
}
