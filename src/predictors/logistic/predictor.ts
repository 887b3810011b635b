import * as v from 'valibot';
import type { FeatureVector } from '../../core/features';
import type { Predictor } from '../../core/interfaces';
import { inColumns } from '../features/columns';
import { float64FromBase64, toBase64, uint32FromBase64, uint8FromBase64 } from './base64';
import { type Outputs, probabilitiesOf } from './learner';
import { type LinearModel, marginOf } from './linear-model';
import { weighRow } from './tfidf';

/** A fitted logistic regression over TF-IDF, as it is saved. */
export interface LogisticState {
  /** The value of C it was fitted at. */
  strength: number;
  /** The columns that training rows had, ascending. Others count for nothing. */
  columns: Uint32Array;
  /** Block of each of these columns, and what a term frequency of 1 weighs in it. */
  block: Uint8Array;
  weights: Float64Array;
  /** Which classes are learnt, and the probabilities of the others. */
  learnt: number[];
  constants: Float64Array;
  /** One per class learnt, over these columns. */
  models: LinearModel[];
}

const format = 'complexitynet-logistic-1';
const numbers = v.array(v.pipe(v.number(), v.finite()));
const schema = v.object({
  format: v.literal(format),
  strength: v.pipe(v.number(), v.finite()),
  columns: v.string(),
  block: v.string(),
  weights: v.string(),
  learnt: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  constants: numbers,
  intercepts: numbers,
  coefficients: v.array(v.string()),
});

/** Predicts the distribution over classes of a task's features. */
export class LogisticPredictor implements Predictor {
  readonly state: Readonly<LogisticState>;
  readonly #outputs: Outputs;
  /** Where each column stands among those of the state, or -1. */
  readonly #positions: Int32Array;

  constructor(state: LogisticState) {
    this.state = state;
    this.#outputs = { kind: 'classes', learnt: state.learnt, constants: state.constants };
    this.#positions = new Int32Array((state.columns.at(-1) ?? -1) + 1).fill(-1);
    state.columns.forEach((column, position) => (this.#positions[column] = position));
  }

  predict(features: FeatureVector): number[] {
    const row = weighRow(inColumns(features, this.#positions), this.state.weights, this.state.block);
    const margins = Float64Array.from(this.state.models, (model) => marginOf(model, row));
    return probabilitiesOf(this.#outputs, margins, 1).map(([probability]) => probability);
  }

  toJSON(): v.InferOutput<typeof schema> {
    const { strength, columns, block, weights, learnt, constants, models } = this.state;
    return {
      format,
      strength,
      columns: toBase64(columns),
      block: toBase64(block),
      weights: toBase64(weights),
      learnt,
      constants: Array.from(constants),
      intercepts: models.map(({ intercept }) => intercept),
      coefficients: models.map(({ coefficients }) => toBase64(coefficients)),
    };
  }

  /** @throws Error where the value is not what `toJSON` gave */
  static fromJSON(json: unknown): LogisticPredictor {
    try {
      return new LogisticPredictor(readState(json));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`this is not a logistic predictor: ${reason}`, { cause });
    }
  }
}

function readState(json: unknown): LogisticState {
  const raw = v.parse(schema, json);
  const state = {
    strength: raw.strength,
    columns: uint32FromBase64(raw.columns),
    block: uint8FromBase64(raw.block),
    weights: float64FromBase64(raw.weights),
    learnt: raw.learnt,
    constants: Float64Array.from(raw.constants),
    models: raw.coefficients.map((coefficients, k) => ({
      intercept: raw.intercepts[k],
      coefficients: float64FromBase64(coefficients),
    })),
  };
  const { columns, models, learnt } = state;
  const lists = [state.block, state.weights, ...models.map(({ coefficients }) => coefficients)];
  const fit = [
    lists.every((list) => list.length === columns.length && list.every(Number.isFinite)),
    raw.intercepts.length === learnt.length && models.length === learnt.length,
    learnt.every((k, at) => k < state.constants.length && (at === 0 || learnt[at - 1] < k)),
    columns.every((column, at) => at === 0 || columns[at - 1] < column),
    state.block.every((block) => block < 2),
  ];
  if (!fit.every(Boolean)) throw new RangeError('its parts don’t fit together');
  return state;
}
