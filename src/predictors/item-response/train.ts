import type { FeatureVector } from '../../core/features';
import { stratifiedFolds } from '../../core/folds';
import type { LabellingRule } from '../../core/labelling';
import { randomStream } from '../../core/random';
import { linearModels } from '../logistic/linear-model';
import { packEntries } from '../logistic/matrix';
import type { ClassOptions } from '../weighing/examples';
import { trainingSpace } from '../weighing/space';
import { calibrate } from './calibrate';
import { expected, latentRegression, posterior } from './latent-regression';
import { likelihoods, noneProbabilities, type Outcomes, trialLogs } from './model';
import { ItemResponsePredictor } from './predictor';
import { chooseRidgeStrength, finalTolerance, fitRidge } from './ridge';

/** A task with its outcomes: successes and trials per model, cheapest first. */
export interface ItemExample extends Outcomes {
  features: FeatureVector;
}

export interface ItemResponseOptions extends Omit<ClassOptions, 'classes'> {
  /** How trials become a level. */
  rule: LabellingRule;
  /** The examples are tasks of which some trial passed: the paper's cleaning. */
  cleaned: boolean;
  /** Values of C to choose from, ascending, for the regression of difficulty on features. */
  strengths?: readonly number[];
}

/** Difficulties are noisier than classes, and want more regularisation. */
const defaultStrengths: readonly number[] = [0.01, 0.03, 0.1, 0.3, 1, 3];

const innerFolds = 5;

/**
 * Fits an item response model: the models' abilities, the tasks' difficulties (posterior means), and a ridge
 * regression that tells the difficulty of a task from its features.
 *
 * @throws RangeError where there are fewer than two examples, or their trials don't fit the rule
 */
export function trainItemResponse(
  examples: readonly ItemExample[],
  options: ItemResponseOptions,
): ItemResponsePredictor {
  const { rule, cleaned, columns, seed, strengths = defaultStrengths } = options;
  if (examples.length < 2) throw new RangeError('there are too few examples to train on');
  const { weighing, rows, gram } =
    options.space ??
    trainingSpace(
      examples.map(({ features }) => features),
      columns,
    );
  const calibration = calibrate(examples, cleaned);
  const logs = trialLogs(calibration);
  const likely = examples.map((example) =>
    likelihoods(logs, example, cleaned ? noneProbabilities(logs, example.trials) : undefined),
  );
  const values = Float64Array.from(likely, (likelihood) => posterior(0, 1, likelihood).mean);
  const folds = stratifiedFolds(
    examples.map(() => 0),
    Math.min(innerFolds, examples.length),
    randomStream(seed, 'item response'),
  );
  const { strength, heldOut } = chooseRidgeStrength(gram, values, strengths, folds);
  const regression = latentRegression(heldOut, likely);
  const all = examples.map((_, i) => i);
  const ridge = fitRidge(packEntries(gram, all, all), values, strength, { tolerance: finalTolerance });
  const [model] = linearModels(
    rows,
    all,
    {
      coefficients: ridge.coefficients,
      products: new Float64Array(all.length),
      intercepts: Float64Array.of(ridge.intercept),
    },
    weighing.state.columns.length,
  );
  return new ItemResponsePredictor({
    abilities: calibration.abilities,
    slopes: calibration.slopes,
    slopesAre: calibration.slopesAre,
    rule,
    trials: usualTrials(examples),
    cleaned,
    strength,
    weighing,
    intercept: expected(regression, model.intercept),
    coefficients: model.coefficients.map((coefficient) => regression.slope * coefficient),
    deviation: regression.deviation,
  });
}

/** The number of trials per model that most examples have. */
function usualTrials(examples: readonly ItemExample[]): number[] {
  return examples[0].trials.map((_, k) => {
    const times = new Map<number, number>();
    for (const { trials } of examples) times.set(trials[k], (times.get(trials[k]) ?? 0) + 1);
    return [...times].sort(([a, m], [b, n]) => n - m || a - b)[0][0];
  });
}
