import type { Experiment } from '../../core/experiment';
import { loadRecorded } from '../../datasets/recorded';

/** The address of a file that is served beside the app, wherever that is. */
export function servedAddress(path: string): string {
  return new URL(path, document.baseURI).href;
}

/** Reads a file that is served beside the app. */
async function readText(path: string): Promise<string> {
  const response = await fetch(servedAddress(path));
  if (!response.ok) throw new Error(`${path} could not be read: the server answered ${response.status}.`);
  return response.text();
}

const experiments = new Map<string, Promise<Experiment>>();

/** A built-in experiment, read once. */
export function loadRecordedExperiment(id: string): Promise<Experiment> {
  let loading = experiments.get(id);
  if (!loading) {
    loading = loadRecorded(id, readText);
    loading.catch(() => experiments.delete(id));
    experiments.set(id, loading);
  }
  return loading;
}
