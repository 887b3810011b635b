import * as v from 'valibot';
import type { FeatureVector } from '../../core/features';
import { toBase64, uint8FromBase64, uint32FromBase64, float64FromBase64 } from '../logistic/base64';
import { inColumns } from '../features/columns';
import { type WeightedRow, weighRow } from '../logistic/tfidf';

/** TF-IDF as training rows have it, as it is saved. */
export interface WeighingState {
  /** The columns that training rows had, ascending. Others count for nothing. */
  columns: Uint32Array;
  /** Block of each of these columns, and what a term frequency of 1 weighs in it. */
  block: Uint8Array;
  weights: Float64Array;
}

/** What `Weighing` is as JSON. */
export const weighingSchema = v.object({ columns: v.string(), block: v.string(), weights: v.string() });

/** Weighs the features of any task as training rows are weighed. */
export class Weighing {
  readonly state: Readonly<WeighingState>;
  /** Where each column stands among those of the state, or -1. */
  readonly #positions: Int32Array;

  constructor(state: WeighingState) {
    this.state = state;
    this.#positions = new Int32Array((state.columns.at(-1) ?? -1) + 1).fill(-1);
    state.columns.forEach((column, position) => (this.#positions[column] = position));
  }

  /** A row over the positions of the state's columns. */
  weigh(features: FeatureVector): WeightedRow {
    return weighRow(inColumns(features, this.#positions), this.state.weights, this.state.block);
  }

  toJSON(): v.InferOutput<typeof weighingSchema> {
    const { columns, block, weights } = this.state;
    return { columns: toBase64(columns), block: toBase64(block), weights: toBase64(weights) };
  }

  /** @throws RangeError where the parts don't fit together */
  static fromJSON(json: v.InferOutput<typeof weighingSchema>): Weighing {
    const state = {
      columns: uint32FromBase64(json.columns),
      block: uint8FromBase64(json.block),
      weights: float64FromBase64(json.weights),
    };
    const { columns, block, weights } = state;
    const fit = [
      block.length === columns.length && weights.length === columns.length,
      weights.every(Number.isFinite),
      columns.every((column, at) => at === 0 || columns[at - 1] < column),
      block.every((value) => value < 2),
    ];
    if (!fit.every(Boolean)) throw new RangeError('its parts don’t fit together');
    return new Weighing(state);
  }
}
