import type { KeyValues } from '../../core/interfaces';
import type { Method } from './contract';

/** Predictions that were made by asking models: what a comparison of complexity models takes in. */
export interface ExternalPredictions {
  /** Of the tuning that made them. */
  id: string;
  name: string;
  kind: Method['kind'];
  /** By task id, for the test tasks: probabilities over the levels, in ascending order. */
  predictions: Record<string, number[]>;
  /** Dollars of asking about one task, training left out. */
  costPerTask: number;
  /** What it was trained, or calibrated, on: none of it may be tested on. */
  trainedOn: string[];
}

const key = (experiment: string) => `external-predictions/${experiment}`;

/** The finished predictions for an experiment’s tasks, oldest first. */
export async function externalPredictions(
  values: KeyValues,
  experiment: string,
): Promise<ExternalPredictions[]> {
  const rows = await values.get(key(experiment));
  return Array.isArray(rows) ? (rows as ExternalPredictions[]) : [];
}

/** Keeps a row, in place of an earlier one of the same id. */
export async function putExternal(
  values: KeyValues,
  experiment: string,
  row: ExternalPredictions,
): Promise<void> {
  const rows = await externalPredictions(values, experiment);
  await values.put(key(experiment), [...rows.filter(({ id }) => id !== row.id), row]);
}

export async function deleteExternal(values: KeyValues, experiment: string, id: string): Promise<void> {
  const rows = await externalPredictions(values, experiment);
  await values.put(
    key(experiment),
    rows.filter((row) => row.id !== id),
  );
}
