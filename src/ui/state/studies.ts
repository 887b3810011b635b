import type { Scope } from '../../study/report';
import { StudyState } from './study-state.svelte';

const studies = new Map<string, StudyState>();

/** The study of a built-in experiment: started when first asked for. */
export function studyOf(id: string, scope: Scope, unitCosts?: number[]): StudyState {
  const key = JSON.stringify([id, scope, unitCosts]);
  let state = studies.get(key);
  if (!state) studies.set(key, (state = new StudyState(id, scope, unitCosts)));
  return state;
}
