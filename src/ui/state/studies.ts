import type { Scope } from '../../study/report';
import { loadSource } from './experiment-source';
import { StudyState } from './study-state.svelte';

const studies = new Map<string, StudyState>();

/** The study of an experiment: started when first asked for. */
export function studyOf(id: string, scope: Scope, unitCosts?: number[]): StudyState {
  const key = JSON.stringify([id, scope, unitCosts]);
  let state = studies.get(key);
  if (!state) studies.set(key, (state = new StudyState(() => loadSource(id), scope, unitCosts)));
  return state;
}

/** Studies of an experiment that may have grown are begun anew when next asked for. */
export function forgetStudies(id: string): void {
  for (const key of studies.keys()) if ((JSON.parse(key) as unknown[])[0] === id) studies.delete(key);
}
