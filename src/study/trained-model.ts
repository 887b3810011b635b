import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { type Experiment, successCounts } from '../core/experiment';
import type { Predictor } from '../core/interfaces';
import { levelsOf } from '../core/labelling';
import { stratifiedSample } from '../core/folds';
import { randomStream } from '../core/random';
import { bucketColumns, hashedCounts } from '../predictors/features/hashing';
import { trainItemResponse } from '../predictors/item-response/train';
import { defaultStrengths } from '../predictors/logistic/choose-strength';
import { trainLogistic } from '../predictors/logistic/train';
import { trainMajority } from '../predictors/majority/majority';
import { trainNeighbours } from '../predictors/neighbours/train';
import { trainOrdinal } from '../predictors/ordinal/train';
import { trainPrior } from '../predictors/prior/prior';
import { trainPromptLength } from '../predictors/prompt-length/prompt-length';
import { type TrainableModel, trainableModels } from '../predictors/catalogue';
import { restorePredictor } from '../predictors/restore';
import { labelTasks } from './labels';
import { mostTrainingTasks } from './splits';

/** A task as a complexity model sees it: `text` is what `textOf` gives. */
export interface TaskText {
  id: string;
  text: string;
}

const format = 'complexitynet-model';

const schema = v.object({
  format: v.literal(format),
  version: v.literal(1),
  model: v.picklist(trainableModels),
  /** The levels that it knows, ascending. */
  levels: v.pipe(v.array(v.pipe(v.number(), v.safeInteger())), v.minLength(1)),
  /** Which labels it learnt. */
  rule: v.object({ id: v.string(), name: v.string() }),
  /** How many tests of a task it has seen. */
  visibleTests: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  seed: v.number(),
  trainedOn: v.object({
    experiment: v.string(),
    name: v.string(),
    dataset: v.string(),
    tasks: v.array(v.string()),
    /** SHA-256 of their texts, in hex: the same text in another dataset is the same task. */
    texts: v.array(v.string()),
  }),
  predictor: v.unknown(),
});

/** A complexity model that was trained on labelled tasks of an experiment, to be used on others. */
export type TrainedModel = v.InferOutput<typeof schema>;

/** One text’s key, by which it is known again without being kept. */
const textKey = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));

/**
 * Trains a complexity model on every labelled task of an experiment, or on a thousand where there are more: how good it
 * is must be seen on other tasks.
 *
 * @param texts of the labelled tasks at least
 * @throws RangeError where a labelled task has no text, or there are fewer than ten of them
 */
export async function trainModel(
  experiment: Experiment,
  texts: readonly TaskText[],
  { model, seed, signal }: { model: TrainableModel; seed: number; signal?: AbortSignal },
): Promise<TrainedModel> {
  const { tasks, target, levels } = labelTasks(experiment, false);
  if (tasks.length < 10)
    throw new RangeError(`${tasks.length} tasks have a label; ten are needed to learn from`);
  const textById = new Map(texts.map(({ id, text }) => [id, text]));
  const all = tasks.map((index, i) => {
    const task = experiment.tasks[index];
    const text = textById.get(task.id);
    if (text === undefined) throw new RangeError(`task ${task.id} has no text to learn from`);
    return { task, text, features: hashedCounts(text), target: target[i] };
  });
  const labelled = stratifiedSample(
    all,
    (one) => one.target,
    mostTrainingTasks,
    randomStream(seed, 'training tasks'),
  );
  const columns = bucketColumns();
  const options = { classes: levels.length, columns, seed };
  const train = async (): Promise<Predictor> => {
    switch (model) {
      case 'logistic': {
        const random = randomStream(seed, 'trained model');
        return trainLogistic(labelled, { ...options, strengths: defaultStrengths, random }, { signal });
      }
      case 'ordinal':
        return trainOrdinal(labelled, options);
      case 'neighbours':
        return trainNeighbours(labelled, options);
      case 'prompt-length':
        return trainPromptLength(labelled, options);
      case 'prior':
        return trainPrior(labelled, options);
      case 'majority':
        return trainMajority(labelled, options);
      case 'item-response':
        return trainItemResponse(
          labelled.map(({ task, features }) => ({
            features,
            successes: successCounts(task),
            trials: task.trials.map((trials) => trials.length),
          })),
          { rule: experiment.rule, cleaned: true, columns, seed },
        );
    }
  };
  const predictor = await train();
  const { rule, visibleTests, id, name, dataset } = experiment;
  return {
    format,
    version: 1,
    model,
    levels,
    rule: { id: rule.id, name: rule.name },
    visibleTests,
    seed,
    trainedOn: {
      experiment: id,
      name,
      dataset,
      tasks: labelled.map(({ task }) => task.id),
      texts: labelled.map(({ text }) => textKey(text)),
    },
    predictor: JSON.parse(JSON.stringify(predictor)) as unknown,
  };
}

/**
 * Reads a model that was kept or exported.
 *
 * @throws Error, for the visitor, where it is none
 */
export function readTrainedModel(value: unknown): TrainedModel {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    const place = v.getDotPath(issue);
    throw new Error(`This is no complexity model of this app: ${place ? `${place}: ` : ''}${issue.message}`);
  }
  // What it says of itself is one thing, whether it can predict another.
  const predictor = restorePredictor(result.output.model, result.output.predictor);
  const levels = predictor.predict(hashedCounts('def f(x): return x')).length;
  if (levels !== result.output.levels.length) {
    throw new Error(
      `This complexity model names ${result.output.levels.length} levels and predicts ${levels}.`,
    );
  }
  return result.output;
}

/** What a trained model says of tasks. */
export interface ModelPredictions {
  /** Distributions over the model’s levels, ascending, by task id. */
  predictions: Record<string, number[]>;
  /** Of these tasks, those that it was trained on. */
  seen: string[];
}

/** Predicts tasks, some of which it may have been trained on: those are named. */
export function predictTexts(model: TrainedModel, texts: readonly TaskText[]): ModelPredictions {
  const predictor = restorePredictor(model.model, model.predictor);
  const known = new Set(model.trainedOn.texts);
  return {
    predictions: Object.fromEntries(texts.map(({ id, text }) => [id, predictor.predict(hashedCounts(text))])),
    seen: texts.filter(({ text }) => known.has(textKey(text))).map(({ id }) => id),
  };
}

/** Does a model speak of the levels of this experiment? */
export function fitsExperiment(model: TrainedModel, experiment: Experiment): boolean {
  return model.rule.id === experiment.rule.id && String(model.levels) === String(levelsOf(experiment.rule));
}
