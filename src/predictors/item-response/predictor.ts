import * as v from 'valibot';
import { definitionSchema } from '../../core/definition-schema';
import type { FeatureVector } from '../../core/features';
import type { Predictor } from '../../core/interfaces';
import type { LabellingRule } from '../../core/labelling';
import { float64FromBase64, toBase64 } from '../logistic/base64';
import { marginOf } from '../logistic/linear-model';
import { finite, restored } from '../weighing/restored';
import { Weighing, weighingSchema } from '../weighing/weighing';
import { levelDistribution } from './level-distribution';
import { type Abilities, difficulties, noneProbabilities, normalWeights, trialLogs } from './model';

/** A fitted item response model, as it is saved. */
export interface ItemResponseState extends Abilities {
  slopesAre: 'equal' | 'own';
  rule: LabellingRule;
  /** Trials per model that a label rests on. */
  trials: number[];
  /** Whether it speaks of tasks that some trial solves, in success too; levels are always of those. */
  cleaned: boolean;
  /** The value of C that difficulties were regressed with. */
  strength: number;
  weighing: Weighing;
  /** Mean difficulty of a task: intercept + coefficients * its row; and how far it may be from there. */
  intercept: number;
  coefficients: Float64Array;
  deviation: number;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1000));
const schema = v.object({
  format: v.literal('complexitynet-item-response-1'),
  abilities: v.pipe(v.array(finite), v.minLength(1)),
  slopes: v.array(v.pipe(finite, v.gtValue(0))),
  slopesAre: v.picklist(['equal', 'own']),
  rule: definitionSchema.entries.rule,
  trials: v.array(count),
  cleaned: v.boolean(),
  strength: finite,
  weighing: weighingSchema,
  intercept: finite,
  coefficients: v.string(),
  deviation: v.pipe(finite, v.gtValue(0)),
});

/**
 * Predicts a task's difficulty, from it and the models' abilities how likely each model's answer passes, and from
 * that what level the trials would give it.
 */
export class ItemResponsePredictor implements Predictor {
  readonly state: Readonly<ItemResponseState>;
  /** By difficulty: the distribution over levels, and the probability that each model's answer passes. */
  readonly #levels: number[][];
  readonly #success: number[][];

  constructor(state: ItemResponseState) {
    this.state = state;
    const distribution = levelDistribution(state.rule, state.trials);
    const logs = trialLogs(state);
    const none = noneProbabilities(logs, state.trials);
    const passes = Array.from(difficulties, (_, q) => logs.pass.map((row) => Math.exp(row[q])));
    this.#levels = passes.map(distribution);
    this.#success = passes.map((row, q) =>
      row.map((pass) => (state.cleaned ? Math.min(1, pass / (1 - none[q])) : pass)),
    );
  }

  /** Over the levels of the rule, in the order of `levelsOf`. */
  predict(features: FeatureVector): number[] {
    return this.#mixed(features, this.#levels);
  }

  /** Probability that one answer of each model passes, cheapest model first. */
  predictSuccess(features: FeatureVector): number[] {
    return this.#mixed(features, this.#success);
  }

  /** The mean of a task's difficulty, in log-odds. */
  difficultyOf(features: FeatureVector): number {
    const { intercept, coefficients, weighing } = this.state;
    return marginOf({ intercept, coefficients }, weighing.weigh(features));
  }

  #mixed(features: FeatureVector, byDifficulty: readonly number[][]): number[] {
    const weights = normalWeights(this.difficultyOf(features), this.state.deviation);
    return byDifficulty[0].map((_, c) =>
      weights.reduce((sum, weight, q) => sum + weight * byDifficulty[q][c], 0),
    );
  }

  toJSON(): v.InferOutput<typeof schema> {
    const { weighing, coefficients, ...rest } = this.state;
    return {
      format: 'complexitynet-item-response-1',
      ...rest,
      weighing: weighing.toJSON(),
      coefficients: toBase64(coefficients),
    };
  }

  /** @throws Error where the value is not what `toJSON` gave */
  static fromJSON(json: unknown): ItemResponsePredictor {
    return restored('item-response', schema, json, (raw) => {
      const weighing = Weighing.fromJSON(raw.weighing);
      const coefficients = float64FromBase64(raw.coefficients);
      const models = raw.abilities.length;
      const fit = [
        raw.slopes.length === models && raw.trials.length === models && raw.rule.models === models,
        coefficients.length === weighing.state.columns.length && coefficients.every(Number.isFinite),
      ];
      if (!fit.every(Boolean)) throw new RangeError('its parts don’t fit together');
      return new ItemResponsePredictor({ ...raw, weighing, coefficients });
    });
  }
}
