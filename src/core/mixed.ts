/** The dataset of an experiment whose tasks are of several. */
export const mixedDataset = 'mixed';

/** A task's id in a mixed experiment: two datasets may number their tasks alike. */
export const mixedId = (dataset: string, id: string) => `${dataset}:${id}`;

/** Which dataset a task of a mixed experiment is of, and its id there; undefined where the id is none of these. */
export function partsOfMixedId(id: string): { dataset: string; id: string } | undefined {
  const at = id.indexOf(':');
  return at > 0 && at < id.length - 1 ? { dataset: id.slice(0, at), id: id.slice(at + 1) } : undefined;
}

/** The dataset of a task. */
export function datasetOfTask(dataset: string, task: string): string {
  return dataset === mixedDataset ? (partsOfMixedId(task)?.dataset ?? dataset) : dataset;
}
