import * as v from 'valibot';
import type { FeatureVector } from '../core/features';
import {
  float32FromBase64,
  toBase64,
  uint8FromBase64,
  uint32FromBase64,
} from '../predictors/logistic/base64';
import type { FittedOutputs } from '../predictors/logistic/fit-fold';
import { type Outputs, probabilitiesOf } from '../predictors/logistic/learner';
import { marginOf } from '../predictors/logistic/linear-model';
import { Weighing } from '../predictors/weighing/weighing';

const numbers = v.array(v.pipe(v.number(), v.finite()));
const outputsSchema = v.object({
  learnt: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  constants: v.pipe(numbers, v.minLength(1)),
  intercepts: numbers,
  /** 32-bit floats, base64. */
  coefficients: v.array(v.string()),
});

export const taskModelSchema = v.object({
  /** Hash buckets of n-grams, ascending, 32-bit; the block of each, a byte; its weight, a 32-bit float: base64. */
  columns: v.string(),
  block: v.string(),
  weights: v.string(),
  levels: outputsSchema,
  success: outputsSchema,
});
export type TaskModelFile = v.InferOutput<typeof taskModelSchema>;

/**
 * What the text of a task tells: how likely it is of each level, and how likely each model's answer passes. Its numbers
 * are those of the file that it is kept in, 32-bit, so that wherever it is read it says the same.
 */
export class TaskModel {
  readonly #weighing: Weighing;
  readonly #levels: FittedOutputs;
  readonly #success: FittedOutputs;

  constructor(weighing: Weighing, levels: FittedOutputs, success: FittedOutputs) {
    this.#weighing = weighing;
    this.#levels = levels;
    this.#success = success;
  }

  /** A distribution over the levels, ascending, and the probability that one answer of each model passes. */
  predict(features: FeatureVector): { levels: number[]; success: number[] } {
    const row = this.#weighing.weigh(features);
    const of = ({ outputs, models }: FittedOutputs) => {
      const margins = Float64Array.from(models, (model) => marginOf(model, row));
      return probabilitiesOf(outputs, margins, 1).map(([probability]) => probability);
    };
    return { levels: of(this.#levels), success: of(this.#success) };
  }

  toJSON(): TaskModelFile {
    const { columns, block, weights } = this.#weighing.state;
    const fileOf = ({ outputs, models }: FittedOutputs) => ({
      learnt: outputs.learnt,
      constants: Array.from(outputs.constants),
      intercepts: models.map(({ intercept }) => intercept),
      coefficients: models.map(({ coefficients }) => toBase64(Float32Array.from(coefficients))),
    });
    return {
      columns: toBase64(columns),
      block: toBase64(block),
      weights: toBase64(Float32Array.from(weights)),
      levels: fileOf(this.#levels),
      success: fileOf(this.#success),
    };
  }

  /** @throws RangeError where its parts don’t fit together */
  static fromJSON(file: TaskModelFile): TaskModel {
    const columns = uint32FromBase64(file.columns);
    const block = uint8FromBase64(file.block);
    const weights = Float64Array.from(float32FromBase64(file.weights));
    const read = (
      kind: Outputs['kind'],
      { learnt, constants, intercepts, coefficients }: TaskModelFile['levels'],
    ) => ({
      outputs: { kind, learnt, constants: Float64Array.from(constants) },
      models: coefficients.map((text, k) => ({
        intercept: intercepts[k],
        coefficients: Float64Array.from(float32FromBase64(text)),
      })),
    });
    const [levels, success] = [read('classes', file.levels), read('rates', file.success)];
    const lists = [
      block,
      weights,
      ...[...levels.models, ...success.models].map((model) => model.coefficients),
    ];
    const fit = [
      lists.every((list) => list.length === columns.length && list.every(Number.isFinite)),
      columns.every((column, at) => at === 0 || columns[at - 1] < column),
      columns.length === 0 || columns[columns.length - 1] < 2 ** 20,
      block.every((value) => value < 2),
      [file.levels, file.success].every(
        ({ learnt, constants, intercepts, coefficients }) =>
          learnt.length === coefficients.length &&
          intercepts.length === learnt.length &&
          learnt.every((k, at) => k < constants.length && (at === 0 || learnt[at - 1] < k)),
      ),
    ];
    if (!fit.every(Boolean)) throw new RangeError('the parts of its predictor don’t fit together');
    return new TaskModel(new Weighing({ columns, block, weights }), levels, success);
  }
}
