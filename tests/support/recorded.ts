import { readFile } from 'node:fs/promises';
import type { Experiment } from '../../src/core/experiment';
import type { FeatureTable } from '../../src/core/features';
import { findRecorded, loadRecorded } from '../../src/datasets/recorded';
import { decodeFeatureTable } from '../../src/predictors/features/codec';

const shipped = (path: string) => new URL(`../../public/${path}`, import.meta.url);

/** A built-in experiment, as it is shipped. */
export function recorded(id: string): Promise<Experiment> {
  return loadRecorded(id, (path) => readFile(shipped(path), 'utf8'));
}

/** The features of a built-in experiment's tasks, as they are shipped. */
export async function recordedFeatures(id: string): Promise<FeatureTable> {
  return decodeFeatureTable(await readFile(shipped(findRecorded(id)!.features)));
}
