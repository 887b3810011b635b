import * as v from 'valibot';
import type { FeatureVector } from '../../core/features';
import type { Example, Predictor } from '../../core/interfaces';
import { type Gram } from '../logistic/gram';
import { Learner, type Lesson, type Outputs, probabilitiesOf } from '../logistic/learner';
import type { ColumnKinds } from '../logistic/tfidf';
import { checkExamples, type ClassOptions } from '../weighing/examples';
import { finite, restored } from '../weighing/restored';
import { columnKindsFrom, columnKindsSchema, columnKindsToJSON } from './column-kinds';
import { logLength } from './length';

const schema = v.object({
  format: v.literal('complexitynet-prompt-length-1'),
  kinds: columnKindsSchema,
  centre: finite,
  scale: finite,
  learnt: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  constants: v.array(finite),
  intercepts: v.array(finite),
  slopes: v.array(finite),
});

/** A multinomial logistic regression on one number, as it is saved. */
export interface PromptLengthState {
  kinds: ColumnKinds;
  /** A log length stands as (it - centre) * scale. */
  centre: number;
  scale: number;
  /** Which classes are learnt, and the probabilities of the others. */
  learnt: number[];
  constants: Float64Array;
  /** One per class learnt. */
  intercepts: number[];
  slopes: number[];
}

/** Predicts the distribution over classes from the length of a task's text alone. */
export class PromptLengthPredictor implements Predictor {
  readonly #state: PromptLengthState;

  constructor(state: PromptLengthState) {
    this.#state = state;
  }

  predict(features: FeatureVector): number[] {
    const { kinds, centre, scale, learnt, constants, intercepts, slopes } = this.#state;
    const length = (logLength(features, kinds) - centre) * scale;
    const outputs: Outputs = { kind: 'classes', learnt, constants };
    const margins = Float64Array.from(slopes, (slope, k) => intercepts[k] + slope * length);
    return probabilitiesOf(outputs, margins, 1).map(([probability]) => probability);
  }

  toJSON(): v.InferOutput<typeof schema> {
    const { kinds, constants, ...rest } = this.#state;
    return {
      format: 'complexitynet-prompt-length-1',
      ...rest,
      kinds: columnKindsToJSON(kinds),
      constants: [...constants],
    };
  }

  /** @throws Error where the value is not what `toJSON` gave */
  static fromJSON(json: unknown): PromptLengthPredictor {
    return restored('prompt-length', schema, json, ({ kinds, constants, ...rest }) => {
      const { learnt, intercepts, slopes } = rest;
      const fit = learnt.every((k) => k < constants.length) && intercepts.length === learnt.length;
      if (!fit || slopes.length !== learnt.length) throw new RangeError('its parts don’t fit together');
      return new PromptLengthPredictor({
        ...rest,
        kinds: columnKindsFrom(kinds),
        constants: Float64Array.from(constants),
      });
    });
  }
}

/** C of the one coefficient on a length of variance 1: next to no regularisation. */
const strength = 100;

/** Log-odds are good to about this. */
const tolerance = 1e-4;

/**
 * Fits how likely each class is at each length.
 *
 * @throws RangeError where there are no examples, or one's target is no class
 */
export function trainPromptLength(
  examples: readonly Example[],
  { classes, columns: kinds }: Pick<ClassOptions, 'classes' | 'columns'>,
): PromptLengthPredictor {
  checkExamples(examples, classes);
  const n = examples.length;
  const lengths = examples.map(({ features }) => logLength(features, kinds));
  const centre = lengths.reduce((sum, length) => sum + length, 0) / n;
  const variance = lengths.reduce((sum, length) => sum + (length - centre) ** 2, 0) / n;
  const scale = variance > 1e-12 ? 1 / Math.sqrt(variance) : 0;
  const standardised = lengths.map((length) => (length - centre) * scale);
  const gram: Gram = { size: n, entries: new Float64Array(n * n) };
  standardised.forEach((a, i) => standardised.forEach((b, j) => (gram.entries[i * n + j] = a * b)));
  const lesson: Lesson = {
    kind: 'classes',
    rows: examples.map((_, i) => i),
    targets: Array.from({ length: classes }, (_, k) =>
      Float64Array.from(examples, ({ target }) => Number(target === k)),
    ),
  };
  const { outputs, ...learner } = fitLesson(gram, lesson, classes);
  const slopeOf = (k: number) =>
    standardised.reduce((sum, x, i) => sum + x * learner.coefficients[k * n + i], 0);
  return new PromptLengthPredictor({
    kinds: { block: kinds.block, multiplicity: kinds.multiplicity },
    centre,
    scale,
    learnt: outputs.learnt,
    constants: outputs.constants,
    intercepts: [...learner.intercepts],
    slopes: outputs.learnt.map((_, k) => slopeOf(k)),
  });
}

function fitLesson(gram: Gram, lesson: Lesson, classes: number) {
  const learner = new Learner(gram, lesson);
  const { weights } = learner.fit(new Array<number>(classes).fill(strength), { tolerance });
  return { outputs: learner.outputs, ...weights };
}
