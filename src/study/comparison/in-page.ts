import { successCounts } from '../../core/experiment';
import type { FeatureTable } from '../../core/features';
import type { Fold } from '../../core/folds';
import type { Predictor } from '../../core/interfaces';
import type { Steps } from '../../core/steps';
import { modelNames } from '../../predictors/catalogue';
import { trainItemResponse } from '../../predictors/item-response/train';
import { trainMajority } from '../../predictors/majority/majority';
import { trainNeighbours } from '../../predictors/neighbours/train';
import { trainOrdinal } from '../../predictors/ordinal/train';
import { trainPrior } from '../../predictors/prior/prior';
import { trainPromptLength } from '../../predictors/prompt-length/prompt-length';
import type { ClassOptions } from '../../predictors/weighing/examples';
import { trainingSpace, type TrainingSpace } from '../../predictors/weighing/space';
import type { Setup } from '../setup';

/** What a complexity model that the page trains may use of one fold: its training tasks, and what they cost to weigh. */
interface Lesson {
  setup: Setup;
  table: FeatureTable;
  /** Training tasks that have a label, as positions in scope, and their features weighed. */
  labelled: number[];
  space: TrainingSpace;
  /** All training tasks. */
  train: readonly number[];
  seed: number;
}

/** A complexity model that the page trains. */
export interface InPageModel {
  id: string;
  name: string;
  sentence: string;
  train(lesson: Lesson): Predictor;
}

const optionsOf = ({ setup, table, space, seed }: Lesson): ClassOptions => ({
  classes: setup.labelled.levels.length,
  columns: table,
  space,
  seed,
});

const examplesOf = ({ setup, table, labelled }: Lesson) =>
  labelled.map((i) => ({ features: table.rows[i], target: setup.labelled.target[i] }));

/** All but the study's own predictor, the simplest first. */
export const inPageModels: readonly InPageModel[] = [
  {
    id: 'majority',
    name: modelNames.majority,
    sentence: 'Always says the level that is most frequent among the training tasks.',
    train: (lesson) => trainMajority(examplesOf(lesson), optionsOf(lesson)),
  },
  {
    id: 'prior',
    name: modelNames.prior,
    sentence: 'Says of every task how often each level occurs among the training tasks.',
    train: (lesson) => trainPrior(examplesOf(lesson), optionsOf(lesson)),
  },
  {
    id: 'prompt-length',
    name: modelNames['prompt-length'],
    sentence: 'A logistic regression on the logarithm of the prompt’s length, and on nothing else.',
    train: (lesson) => trainPromptLength(examplesOf(lesson), optionsOf(lesson)),
  },
  {
    id: 'neighbours',
    name: modelNames.neighbours,
    sentence: 'Looks up the training tasks with the most similar wording and lets their levels vote.',
    train: (lesson) => trainNeighbours(examplesOf(lesson), optionsOf(lesson)),
  },
  {
    id: 'item-response',
    name: modelNames['item-response'],
    sentence:
      'Gives every model an ability and every task a difficulty, predicts the difficulty from the wording, and from both what the trials would come to.',
    train: trainItemResponseOn,
  },
  {
    id: 'ordinal',
    name: modelNames.ordinal,
    sentence:
      'A proportional-odds regression on the wording: one direction from the easiest level to the hardest.',
    train: (lesson) => trainOrdinal(examplesOf(lesson), optionsOf(lesson)),
  },
];

function trainItemResponseOn(lesson: Lesson): Predictor {
  const { setup, table, train, labelled, seed } = lesson;
  const { experiment } = setup;
  const examples = train.map((i) => {
    const task = experiment.tasks[setup.labelled.tasks[i]];
    return {
      features: table.rows[i],
      successes: successCounts(task),
      trials: task.trials.map((trials) => trials.length),
    };
  });
  return trainItemResponse(examples, {
    rule: experiment.rule,
    cleaned: setup.scope === 'kept',
    columns: table,
    seed,
    // It learns from tasks without a label too.
    space: train.length === labelled.length ? lesson.space : undefined,
  });
}

/**
 * Trains all models on a fold's training tasks and predicts its test tasks.
 *
 * @param fold positions in scope
 * @returns distributions [model][test task][level]
 */
export function* predictingFold(
  setup: Setup,
  table: FeatureTable,
  { train, test }: Fold,
  seed: number,
): Steps<number[][][]> {
  const labelled = train.filter((i) => setup.labelled.target[i] >= 0);
  const space = trainingSpace(
    labelled.map((i) => table.rows[i]),
    table,
  );
  const lesson: Lesson = { setup, table, labelled, space, train, seed };
  const predicted: number[][][] = [];
  for (const model of inPageModels) {
    yield;
    const predictor = model.train(lesson);
    const distributions: number[][] = [];
    for (const i of test) {
      yield;
      distributions.push(predictor.predict(table.rows[i]));
    }
    predicted.push(distributions);
  }
  return predicted;
}
