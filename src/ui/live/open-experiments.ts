import { LiveExperiment } from './runs.svelte';

/** Experiments that are open in this tab: one that runs goes on while other pages are looked at. */
const open = new Map<string, LiveExperiment>();

export function openExperiment(id: string): LiveExperiment {
  const experiment = open.get(id) ?? new LiveExperiment(id);
  open.set(id, experiment);
  return experiment;
}

/** Its page is left: it is closed, and another tab may take over, unless it runs. */
export function leaveExperiment(experiment: LiveExperiment): void {
  const kind = experiment.state?.phase.kind;
  if (kind === 'running' || kind === 'pausing') return;
  open.delete(experiment.id);
  experiment.close();
}
