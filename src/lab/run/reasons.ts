import type { TrialFailure } from '../../core/live-experiment';
import { StoreError } from '../../store/store-error';
import type { PauseReason } from './contract';
import type { Lanes } from './lanes';

/** Why nothing more can be asked although not everything is there; none where everything is. */
export function standstillReasons(
  lanes: Lanes,
  failures: readonly TrialFailure[],
  unjudged: { count: number; message: string },
): PauseReason[] {
  const reasons: PauseReason[] = [];
  const halts = lanes.halts();
  const needed = Math.max(0, ...lanes.all.map(({ lacks, ready }) => (ready.length > 0 ? lacks : 0)));
  if (halts.length > 0) reasons.push({ kind: 'halted', halts });
  if (needed > 0) reasons.push({ kind: 'budget', needed });
  if (failures.length > 0) reasons.push({ kind: 'failures', count: failures.length });
  if (unjudged.count > 0) reasons.push({ kind: 'unjudged', ...unjudged });
  return reasons;
}

/** What a run pauses for where it isn't a call that failed. */
export function problemReason(error: unknown, unsaved: number): PauseReason {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof StoreError)) return { kind: 'broken', message };
  return { kind: 'store', code: error.code, message, unsaved };
}

/** Was the experiment deleted? */
export const isGone = (error: unknown) => error instanceof StoreError && error.code === 'gone';
