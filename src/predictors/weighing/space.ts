import type { FeatureVector } from '../../core/features';
import { centredGram, type Gram } from '../logistic/gram';
import { inColumns } from '../features/columns';
import {
  type ColumnKinds,
  columnWeights,
  inverseDocumentFrequencies,
  type WeightedRow,
  weighRow,
} from '../logistic/tfidf';
import { Weighing } from './weighing';

/** Training rows weighed by what they themselves say, and their scalar products. */
export interface TrainingSpace {
  weighing: Weighing;
  rows: WeightedRow[];
  gram: Gram;
}

/** TF-IDF fitted on these rows: several predictors can be trained on one such space. */
export function trainingSpace(features: readonly FeatureVector[], kinds: ColumnKinds): TrainingSpace {
  const columns = columnsMet(features, kinds.block.length);
  const positions = new Int32Array(kinds.block.length).fill(-1);
  const block = new Uint8Array(columns.length);
  const multiplicity = new Uint16Array(columns.length);
  columns.forEach((column, position) => {
    positions[column] = position;
    block[position] = kinds.block[column];
    multiplicity[position] = kinds.multiplicity[column];
  });
  const rows = features.map((row) => inColumns(row, positions));
  const idf = inverseDocumentFrequencies(rows, columns.length);
  const weights = columnWeights(idf, { block, multiplicity });
  return {
    weighing: new Weighing({ columns, block, weights }),
    rows: rows.map((row) => weighRow(row, weights, block)),
    gram: centredGram(rows, idf, { block, multiplicity }),
  };
}

/** The columns that some row has, ascending. */
function columnsMet(rows: readonly FeatureVector[], columnCount: number): Uint32Array {
  const met = new Uint8Array(columnCount);
  for (const row of rows) for (const column of row.columns) met[column] = 1;
  const columns: number[] = [];
  for (let column = 0; column < columnCount; column++) if (met[column]) columns.push(column);
  return Uint32Array.from(columns);
}
