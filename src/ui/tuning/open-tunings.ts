import type { TuningServices } from '../../lab/tuning/contract';
import { PageTuning } from './open-tuning.svelte';

/** Those that are open in this tab: one that is at work goes on while other pages are looked at. */
const open = new Map<string, PageTuning>();

export function openPageTuning(id: string, textOf: TuningServices['textOf']): PageTuning {
  const tuning = open.get(id) ?? new PageTuning(id, textOf);
  open.set(id, tuning);
  return tuning;
}

/** Its page is left: it is closed, and another tab may take over, unless it is at work. */
export async function leavePageTuning(tuning: PageTuning): Promise<void> {
  if (tuning.state?.activity.kind === 'working') return;
  open.delete(tuning.id);
  if (tuning.opening.kind === 'open') await tuning.opening.tuning.close();
}
