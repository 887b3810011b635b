import * as v from 'valibot';
import type { FeatureVector } from '../../core/features';
import type { Predictor } from '../../core/interfaces';
import { float64FromBase64, toBase64, uint32FromBase64 } from '../logistic/base64';
import type { WeightedRow } from '../logistic/tfidf';
import { restored } from '../weighing/restored';
import { Weighing, weighingSchema } from '../weighing/weighing';
import { cosines, type InvertedRows, invertedRows } from './cosines';
import { nearest, vote } from './vote';

/** The examples as they are remembered. */
export interface NeighboursState {
  /** How many of them are asked. */
  neighbours: number;
  classes: number;
  weighing: Weighing;
  rows: WeightedRow[];
  /** Class of each row. */
  targets: Uint32Array;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const schema = v.object({
  format: v.literal('complexitynet-neighbours-1'),
  neighbours: count,
  classes: count,
  weighing: weighingSchema,
  rows: v.array(v.object({ columns: v.string(), values: v.string() })),
  targets: v.string(),
});

/** Predicts what the most similar examples are, by the cosine of their TF-IDF rows (k nearest neighbours). */
export class NeighboursPredictor implements Predictor {
  readonly state: Readonly<NeighboursState>;
  readonly #inverted: InvertedRows;
  readonly #frequencies: number[];

  constructor(state: NeighboursState) {
    this.state = state;
    const { rows, weighing, classes, targets } = state;
    this.#inverted = invertedRows(rows, weighing.state.columns.length);
    this.#frequencies = new Array<number>(classes).fill(0);
    for (const target of targets) this.#frequencies[target] += 1 / targets.length;
  }

  predict(features: FeatureVector): number[] {
    const { weighing, neighbours, targets } = this.state;
    const similar = nearest(cosines(this.#inverted, weighing.weigh(features)), neighbours);
    return vote(similar, targets, this.#frequencies);
  }

  toJSON(): v.InferOutput<typeof schema> {
    const { neighbours, classes, weighing, rows, targets } = this.state;
    return {
      format: 'complexitynet-neighbours-1',
      neighbours,
      classes,
      weighing: weighing.toJSON(),
      rows: rows.map(({ columns, values }) => ({ columns: toBase64(columns), values: toBase64(values) })),
      targets: toBase64(targets),
    };
  }

  /** @throws Error where the value is not what `toJSON` gave */
  static fromJSON(json: unknown): NeighboursPredictor {
    return restored('nearest-neighbours', schema, json, (raw) => {
      const weighing = Weighing.fromJSON(raw.weighing);
      const rows = raw.rows.map(({ columns, values }) => ({
        columns: uint32FromBase64(columns),
        values: float64FromBase64(values),
      }));
      const targets = uint32FromBase64(raw.targets);
      const width = weighing.state.columns.length;
      const fit = [
        rows.length === targets.length && rows.length > 0,
        targets.every((target) => target < raw.classes),
        rows.every(({ columns, values }) => columns.length === values.length),
        rows.every(({ columns, values }) => columns.every((c) => c < width) && values.every(Number.isFinite)),
      ];
      if (!fit.every(Boolean)) throw new RangeError('its parts don’t fit together');
      return new NeighboursPredictor({ ...raw, weighing, rows, targets });
    });
  }
}
