import { perfectScore, type Round, type Score, scoreOf, usualModel } from '../../core/class/round';
import type { Experiment } from '../../core/experiment';
import { levelsOf } from '../../core/labelling';
import { indexOfLargest } from '../../core/policy';
import type { Report } from '../../study/report';

/** Someone, or something, that a round was played by. */
export interface Contestant {
  id: string;
  name: string;
  /** How it chooses. */
  note: string;
  score: Score;
}

/** The router's guess at one task, made without having seen the task in training. */
export interface RouterGuess {
  model: number;
  /** How probable it takes that model's levels to be, in 0..1. */
  probability: number;
}

/**
 * What the complexity model guesses at the tasks of a round, by the experiment's assignment.
 *
 * @returns undefined as long as it is not trained, and where it can't be
 */
export function routerGuesses({ rule, assignment }: Experiment, round: Round, report: Report | undefined) {
  const levels = levelsOf(rule);
  const reported = new Map(report?.perTask.map((task) => [task.id, task]));
  const guesses = round.tasks.map(({ id }): RouterGuess | undefined => {
    const predicted = reported.get(id)?.levels;
    if (!predicted) return undefined;
    const model = assignment.modelOfLevel[levels[indexOfLargest(predicted)]];
    const ofModel = predicted.filter((_, i) => assignment.modelOfLevel[levels[i]] === model);
    return { model, probability: ofModel.reduce((sum, share) => sum + share, 0) };
  });
  return guesses.every((guess) => guess !== undefined) ? guesses : undefined;
}

/** All that a player is measured against, on the same tasks. */
export function contestants(
  experiment: Experiment,
  { tasks }: Round,
  guesses: readonly RouterGuess[] | undefined,
): Contestant[] {
  const { models } = experiment;
  const unitCosts = models.map(({ unitCost }) => unitCost);
  const always = (model: number) =>
    scoreOf(
      tasks,
      tasks.map(() => model),
      unitCosts,
    );
  const usual = usualModel(experiment);
  const largest = models.length - 1;
  const router = guesses && {
    id: 'router',
    name: 'The router',
    note: 'predicts from the text alone, and never saw these tasks in training',
    score: scoreOf(
      tasks,
      guesses.map(({ model }) => model),
      unitCosts,
    ),
  };
  return [
    ...(router ? [router] : []),
    {
      id: 'usual',
      name: `Always ${models[usual].name}`,
      note: 'the model that most tasks need: guessing without looking',
      score: always(usual),
    },
    ...(usual === largest
      ? []
      : [
          {
            id: 'largest',
            name: `Always ${models[largest].name}`,
            note: 'the largest model',
            score: always(largest),
          },
        ]),
    {
      id: 'perfect',
      name: 'Perfect knowledge',
      note: 'knows beforehand which answer will be right: nobody can do better',
      score: perfectScore(tasks, unitCosts),
    },
  ];
}

/** Right answers of a round in words that keep to what was recorded: "7", "7.4" where a model answered several times. */
export function rightText(right: number): string {
  return Number.isInteger(right) ? String(right) : right.toFixed(1);
}
