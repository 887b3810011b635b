import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Experiment } from '../core/experiment';
import type { FeatureTable } from '../core/features';
import { parseOutcomes } from '../core/outcomes-file';
import { findRecorded, loadRecorded, recordedExperiments } from '../datasets/recorded';
import { decodeFeatureTable } from '../predictors/features/codec';
import { featureTable } from '../predictors/features/table';
import { textsOf } from '../study/texts';

/** What is studied, and the features of its tasks where they are at hand. */
export interface Subject {
  experiment: Experiment;
  features?: () => Promise<FeatureTable>;
}

const publicFile = (path: string) => resolve('public', path);

const shippedFeatures = async (path: string) => decodeFeatureTable(await readFile(publicFile(path)));

/**
 * A built-in experiment, or an outcomes file.
 *
 * @param name id of the experiment, or path of the file
 * @throws Error where there is neither; OutcomesFileError where the file is refused
 */
export async function findSubject(name: string): Promise<Subject> {
  const recorded = findRecorded(name);
  if (recorded) {
    return {
      experiment: await loadRecorded(name, (path) => readFile(publicFile(path), 'utf8')),
      features: () => shippedFeatures(recorded.features),
    };
  }
  const path = resolve(process.env.INIT_CWD ?? '.', name);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const known = recordedExperiments.map(({ id }) => id).join(', ');
    throw new Error(`${name} is no built-in experiment (${known}), and no file could be read at ${path}`, {
      cause,
    });
  }
  const experiment = parseOutcomes(text, { id: name });
  return { experiment, features: await featuresOf(experiment) };
}

/**
 * What a complexity model reads of a file's tasks: their texts where the file has them all, else the features that
 * come with the app where those have all of these tasks.
 */
async function featuresOf(experiment: Experiment): Promise<Subject['features']> {
  const { tasks, dataset } = experiment;
  const texts = textsOf(experiment);
  if (texts.length === tasks.length) return async () => featureTable(texts);
  const shipped = recordedExperiments.find((recorded) => recorded.dataset === dataset);
  if (!shipped) return undefined;
  const table = await shippedFeatures(shipped.features);
  const known = new Set(table.tasks);
  return tasks.every(({ id }) => known.has(id)) ? async () => table : undefined;
}
