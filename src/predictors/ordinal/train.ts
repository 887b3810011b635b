import { stratifiedFolds } from '../../core/folds';
import type { Example } from '../../core/interfaces';
import { randomStream } from '../../core/random';
import { defaultStrengths } from '../logistic/choose-strength';
import { linearModels } from '../logistic/linear-model';
import { checkExamples, type ClassOptions } from '../weighing/examples';
import { trainingSpace } from '../weighing/space';
import { chooseOrdinalStrength } from './choose-strength';
import { OrdinalLearner } from './learner';
import { OrdinalPredictor } from './predictor';

/** The fit that makes predictions: in nats over all rows. */
const finalTolerance = 1e-9;

const innerFolds = 5;

/**
 * Fits a proportional-odds model on TF-IDF rows: the classes are ordered, and one direction leads from the first
 * to the last.
 *
 * @param options.strengths C: one value, or several, ascending, to choose from by cross-validation
 * @throws RangeError where there are no examples, or one's target is no class
 */
export function trainOrdinal(
  examples: readonly Example[],
  options: ClassOptions & { strengths?: readonly number[] },
): OrdinalPredictor {
  const { classes, columns, seed, strengths = defaultStrengths } = options;
  checkExamples(examples, classes);
  const { weighing, rows, gram } =
    options.space ??
    trainingSpace(
      examples.map(({ features }) => features),
      columns,
    );
  const targets = examples.map(({ target }) => target);
  const folds = Math.min(innerFolds, examples.length);
  const strength =
    strengths.length === 1 || folds < 2
      ? strengths[0]
      : chooseOrdinalStrength(
          gram,
          targets,
          classes,
          strengths,
          stratifiedFolds(targets, folds, randomStream(seed, 'ordinal')),
        );
  const all = examples.map((_, i) => i);
  const learner = new OrdinalLearner(gram, all, targets, classes);
  const fit = learner.fit(strength, finalTolerance);
  const width = weighing.state.columns.length;
  // Thresholds speak of centred rows: they take over the intercept that makes up for that.
  const [model] = fit
    ? linearModels(
        rows,
        all,
        { coefficients: fit.coefficients, products: fit.margins, intercepts: new Float64Array(1) },
        width,
      )
    : [{ intercept: 0, coefficients: new Float64Array(width) }];
  return new OrdinalPredictor({
    strength,
    weighing,
    learnt: learner.outputs.learnt,
    constants: learner.outputs.constants,
    thresholds: (fit?.thresholds ?? new Float64Array()).map((threshold) => threshold - model.intercept),
    coefficients: model.coefficients,
  });
}
