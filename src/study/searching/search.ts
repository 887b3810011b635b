import { hasPerfectVerifier } from '../../core/experiment';
import type { RunOptions } from '../../core/interfaces';
import { randomStream } from '../../core/random';
import { withPauses } from '../pauses';
import type { Predictions } from '../predictions';
import type { Setup } from '../setup';
import { type FamilyKind, FamilyScore, type PlannedFamily } from './family';
import { planningFold } from './plan-fold';
import { type Planning, planningOf } from './planning';

/**
 * All families of plans: predict-then-verify (models in ascending order), what the search for policies finds, and what
 * it finds without one of its parts.
 */
export const families = {
  'predict-then-verify': { kind: 'ascending', predicts: true },
  searched: { kind: 'searched', predicts: true },
  'without-prediction': { kind: 'searched', predicts: false },
  'without-retries': { kind: 'once', predicts: true },
  'without-verification': { kind: 'single', predicts: true },
} as const satisfies Record<string, FamilyKind>;
export type FamilyId = keyof typeof families;
export type Families = Record<FamilyId, PlannedFamily>;

export interface Search {
  families: Families;
  planning: Planning;
  /** What is found where answers are checked with every test; undefined where they are already. */
  allTests?: PlannedFamily;
}

/** How many tests the longest trial has, where that is more than a router may see. */
function unseenTests({ experiment, labelled }: Setup): number | undefined {
  if (hasPerfectVerifier(experiment)) return undefined;
  return labelled.tasks.reduce(
    (most, index) =>
      experiment.tasks[index].trials.reduce(
        (longest, trials) => trials.reduce((n, { length }) => Math.max(n, length), longest),
        most,
      ),
    0,
  );
}

/**
 * Plans are fitted on each split's training tasks and scored on its test tasks.
 *
 * @param options.onProgress folds done
 * @param options.bound is it worked out, too, what checking with every test would get?
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function searchFamilies(
  setup: Setup,
  predictions: Predictions,
  { signal, onProgress, bound = true }: RunOptions & { bound?: boolean },
): Promise<Search> {
  const { labelled, splits, seed } = setup;
  const planning = planningOf(setup);
  const scores = Object.entries(families).map(([id, kind]) => ({
    id,
    score: new FamilyScore(setup, planning, kind),
  }));
  const all = bound ? unseenTests(setup) : undefined;
  const withAll = all === undefined ? undefined : planningOf(setup, ['searched'], all);
  const bounded = withAll && new FamilyScore(setup, withAll, families.searched);
  for (const [f, split] of splits.entries()) {
    onProgress?.({ done: f, total: splits.length });
    const planned = (on: Planning) => {
      const random = randomStream(seed, `verifying folds ${f}`);
      return withPauses(planningFold(on, split, predictions[f], labelled.target, random), signal);
    };
    const plans = await planned(planning);
    for (const { score } of scores) await withPauses(score.adding(split, plans), signal);
    if (bounded) await withPauses(bounded.adding(split, await planned(withAll)), signal);
  }
  onProgress?.({ done: splits.length, total: splits.length });
  return {
    families: Object.fromEntries(scores.map(({ id, score }) => [id, score.finish()])) as Families,
    planning,
    allTests: bounded?.finish(),
  };
}
