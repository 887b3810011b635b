import * as v from 'valibot';
import type { FeatureVector } from '../../core/features';
import type { Predictor } from '../../core/interfaces';
import { float64FromBase64, toBase64 } from '../logistic/base64';
import type { Outputs } from '../logistic/learner';
import { marginOf } from '../logistic/linear-model';
import { finite, restored } from '../weighing/restored';
import { Weighing, weighingSchema } from '../weighing/weighing';
import { ordinalProbabilities } from './learner';

/** A fitted proportional-odds model over TF-IDF, as it is saved. */
export interface OrdinalState {
  /** The value of C it was fitted at. */
  strength: number;
  weighing: Weighing;
  /** Which classes are learnt, and the probabilities of the others. */
  learnt: number[];
  constants: Float64Array;
  /** Between the classes learnt, ascending. */
  thresholds: Float64Array;
  /** One per column: the larger a task's margin, the higher its class. */
  coefficients: Float64Array;
}

const schema = v.object({
  format: v.literal('complexitynet-ordinal-1'),
  strength: finite,
  weighing: weighingSchema,
  learnt: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  constants: v.array(finite),
  thresholds: v.array(finite),
  coefficients: v.string(),
});

/** Predicts the distribution over ordered classes of a task's features. */
export class OrdinalPredictor implements Predictor {
  readonly state: Readonly<OrdinalState>;
  readonly #outputs: Outputs;

  constructor(state: OrdinalState) {
    this.state = state;
    this.#outputs = { kind: 'classes', learnt: state.learnt, constants: state.constants };
  }

  predict(features: FeatureVector): number[] {
    const { weighing, coefficients, thresholds } = this.state;
    const margin = marginOf({ intercept: 0, coefficients }, weighing.weigh(features));
    return ordinalProbabilities(this.#outputs, thresholds, margin);
  }

  toJSON(): v.InferOutput<typeof schema> {
    const { strength, weighing, learnt, constants, thresholds, coefficients } = this.state;
    return {
      format: 'complexitynet-ordinal-1',
      strength,
      weighing: weighing.toJSON(),
      learnt,
      constants: [...constants],
      thresholds: [...thresholds],
      coefficients: toBase64(coefficients),
    };
  }

  /** @throws Error where the value is not what `toJSON` gave */
  static fromJSON(json: unknown): OrdinalPredictor {
    return restored('ordinal', schema, json, (raw) => {
      const state = {
        strength: raw.strength,
        weighing: Weighing.fromJSON(raw.weighing),
        learnt: raw.learnt,
        constants: Float64Array.from(raw.constants),
        thresholds: Float64Array.from(raw.thresholds),
        coefficients: float64FromBase64(raw.coefficients),
      };
      const { learnt, constants, thresholds, coefficients, weighing } = state;
      const fit = [
        coefficients.length === weighing.state.columns.length && coefficients.every(Number.isFinite),
        thresholds.length === Math.max(0, learnt.length - 1),
        thresholds.every((threshold, j) => j === 0 || thresholds[j - 1] < threshold),
        learnt.every((k, at) => k < constants.length && (at === 0 || learnt[at - 1] < k)),
      ];
      if (!fit.every(Boolean)) throw new RangeError('its parts don’t fit together');
      return new OrdinalPredictor(state);
    });
  }
}
