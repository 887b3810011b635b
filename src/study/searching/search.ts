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

/**
 * Plans are fitted on each split's training tasks and scored on its test tasks.
 *
 * @param options.onProgress folds done
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function searchFamilies(
  setup: Setup,
  predictions: Predictions,
  { signal, onProgress }: RunOptions,
): Promise<{ families: Families; planning: Planning }> {
  const { labelled, splits, seed } = setup;
  const planning = planningOf(setup);
  const scores = Object.entries(families).map(([id, kind]) => ({
    id,
    score: new FamilyScore(setup, planning, kind),
  }));
  for (const [f, split] of splits.entries()) {
    onProgress?.({ done: f, total: splits.length });
    const random = randomStream(seed, `verifying folds ${f}`);
    const planned = planningFold(planning, split, predictions[f], labelled.target, random);
    const plans = await withPauses(planned, signal);
    for (const { score } of scores) await withPauses(score.adding(split, plans), signal);
  }
  onProgress?.({ done: splits.length, total: splits.length });
  return {
    families: Object.fromEntries(scores.map(({ id, score }) => [id, score.finish()])) as Families,
    planning,
  };
}
