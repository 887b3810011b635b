import * as v from 'valibot';
import type { Example, Predictor } from '../../core/interfaces';
import { indexOfLargest } from '../../core/policy';
import { checkExamples, classCounts, type ClassOptions } from '../weighing/examples';
import { restored } from '../weighing/restored';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const schema = v.pipe(
  v.object({ format: v.literal('complexitynet-majority-1'), classes: count, majority: count }),
  v.check(({ classes, majority }) => majority < classes, 'the class is none of the classes'),
);

/** Says the most frequent class of all tasks, and is certain of it. */
export class MajorityPredictor implements Predictor {
  readonly #classes: number;
  readonly #majority: number;

  constructor(classes: number, majority: number) {
    this.#classes = classes;
    this.#majority = majority;
  }

  predict(): number[] {
    return Array.from({ length: this.#classes }, (_, k) => Number(k === this.#majority));
  }

  toJSON(): v.InferOutput<typeof schema> {
    return { format: 'complexitynet-majority-1', classes: this.#classes, majority: this.#majority };
  }

  /** @throws Error where the value is not what `toJSON` gave */
  static fromJSON(json: unknown): MajorityPredictor {
    return restored(
      'majority',
      schema,
      json,
      ({ classes, majority }) => new MajorityPredictor(classes, majority),
    );
  }
}

/**
 * The first of the most frequent classes.
 *
 * @throws RangeError where there are no examples, or one's target is no class
 */
export function trainMajority(
  examples: readonly Example[],
  { classes }: Pick<ClassOptions, 'classes'>,
): MajorityPredictor {
  checkExamples(examples, classes);
  return new MajorityPredictor(classes, indexOfLargest(classCounts(examples, classes)));
}
