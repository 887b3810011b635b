import type { Experiment } from '../core/experiment';
import type { FeatureTable } from '../core/features';
import type { Labelled } from './labels';

/**
 * The features of the tasks in scope, in their order.
 *
 * @throws RangeError where a task has no features
 */
export function featuresInScope(
  experiment: Experiment,
  labelled: Pick<Labelled, 'tasks'>,
  table: FeatureTable,
): FeatureTable {
  const rowOf = new Map(table.tasks.map((id, row) => [id, row]));
  const rows = labelled.tasks.map((index) => {
    const { id } = experiment.tasks[index];
    const row = rowOf.get(id);
    if (row === undefined) throw new RangeError(`task ${id} has no features`);
    return row;
  });
  return {
    ...table,
    tasks: rows.map((row) => table.tasks[row]),
    rows: rows.map((row) => table.rows[row]),
  };
}

/** Rows of features as plain lists, for a content key. */
export function plainRows(table: FeatureTable): number[][][] {
  return table.rows.map(({ columns, counts }) => [Array.from(columns), Array.from(counts)]);
}
