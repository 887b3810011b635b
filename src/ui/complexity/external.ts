import { dollarsPerCall } from '../../core/economics';
import type { Experiment } from '../../core/experiment';
import { levelsOf } from '../../core/labelling';
import type { ExternalPredictions } from '../../lab/tuning/external';
import type { ExternalPredictor } from '../../study/comparison/report';
import { holdoutTasks } from '../../study/comparison/split';

/** A complexity model that was made by asking models, or trained on other tasks. */
export interface Guest {
  id: string;
  name: string;
  sentence: string;
  predictions: Record<string, number[]>;
  /** Tasks of this experiment that it was trained on. */
  trainedOn: readonly string[];
  /** Dollars of asking about one task; 0 for models of the page. */
  dollarsPerTask: number;
}

export interface Guests {
  /** Those that can be judged on the hold-out split. */
  invited: ExternalPredictor[];
  /** Those that can't, with the reason, for the visitor. */
  refused: { id: string; name: string; reason: string }[];
}

const sentences: Record<ExternalPredictions['kind'], string> = {
  'fine-tuned': 'A language model that was fine-tuned on prompt and level.',
  base: 'The same kind of model, not fine-tuned.',
  'zero-shot': 'A chat model that is asked for the level.',
  'own-ability': 'A model that is asked whether it could solve the task itself.',
};

/** What fine-tuned and asked models predicted, as guests of a comparison. */
export function asked({ id, name, kind, predictions, costPerTask, trainedOn }: ExternalPredictions): Guest {
  return { id, name, sentence: sentences[kind], predictions, trainedOn, dollarsPerTask: costPerTask };
}

/**
 * Which guests can be judged on an experiment's hold-out split: they must have predicted every test task, and have been
 * trained on none of them.
 */
export function invite(experiment: Experiment, seed: number, guests: readonly Guest[]): Guests {
  const result: Guests = { invited: [], refused: [] };
  if (guests.length === 0) return result;
  const test = new Set(holdoutTasks(experiment, { seed }).test);
  const levels = levelsOf(experiment.rule).length;
  for (const { id, name, sentence, predictions, trainedOn, dollarsPerTask } of guests) {
    const seen = trainedOn.filter((task) => test.has(task)).length;
    const missing = [...test].filter((task) => predictions[task]?.length !== levels).length;
    if (seen > 0) {
      refuse(
        `It was trained on ${seen} of the ${test.size} test tasks: what it says of them proves nothing.`,
      );
    } else if (missing > 0) {
      refuse(
        `It has no prediction for ${missing} of the ${test.size} test tasks: its own split was another.`,
      );
    } else {
      const mine = Object.fromEntries([...test].map((task) => [task, predictions[task]]));
      const costPerTask = unitsOf(dollarsPerTask, experiment);
      result.invited.push({ id, name, sentence, predictions: mine, costPerTask });
    }
    function refuse(reason: string) {
      result.refused.push({ id, name, reason });
    }
  }
  return result;
}

/** A call of assumed length, as the table of dollars assumes it. */
const usage = { input: 200, output: 100 };

/** Dollars in the experiment's unit costs, by the dearest model that has a price; 0 where none has. */
function unitsOf(dollars: number, { models }: Experiment): number {
  const priced = models.findLast(({ price }) => price && dollarsPerCall(price, usage) > 0);
  return priced?.price ? (dollars / dollarsPerCall(priced.price, usage)) * priced.unitCost : 0;
}
