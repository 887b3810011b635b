import * as v from 'valibot';
import type { Example, Predictor } from '../../core/interfaces';
import { checkExamples, classCounts, type ClassOptions } from '../weighing/examples';
import { distribution, restored } from '../weighing/restored';

const schema = v.object({ format: v.literal('complexitynet-prior-1'), frequencies: distribution });

/** Says of every task how often each class occurs. */
export class PriorPredictor implements Predictor {
  readonly #frequencies: readonly number[];

  constructor(frequencies: readonly number[]) {
    this.#frequencies = frequencies;
  }

  predict(): number[] {
    return [...this.#frequencies];
  }

  toJSON(): v.InferOutput<typeof schema> {
    return { format: 'complexitynet-prior-1', frequencies: [...this.#frequencies] };
  }

  /** @throws Error where the value is not what `toJSON` gave */
  static fromJSON(json: unknown): PriorPredictor {
    return restored('prior', schema, json, ({ frequencies }) => new PriorPredictor(frequencies));
  }
}

/**
 * The classes' frequencies.
 *
 * @throws RangeError where there are no examples, or one's target is no class
 */
export function trainPrior(
  examples: readonly Example[],
  { classes }: Pick<ClassOptions, 'classes'>,
): PriorPredictor {
  checkExamples(examples, classes);
  return new PriorPredictor(classCounts(examples, classes).map((count) => count / examples.length));
}
