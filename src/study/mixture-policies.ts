import { always } from '../core/policy';
import { budgetGrid, resampleFrontier, type ResampledFrontier } from './frontiers';
import { mixtureFamily, replayMembers, replaySequences } from './mixtures';
import type { Played } from './outcome-policies';
import { mixSentence, sequenceSentence } from './sentences';
import type { Setup } from './setup';

/** A coin flip at the point that training chose, and its frontier. */
export interface PlayedMixture {
  played: Played;
  frontier: ResampledFrontier;
}

/** The coin flips that prediction must beat: between single models, and between verifying sequences. */
export function playMixtures(setup: Setup): PlayedMixture[] {
  const { experiment, labelled, unitCosts, splits, resampling, reference } = setup;
  const budgets = budgetGrid(unitCosts);
  const everyModel = experiment.models.map((_, k) => k);
  const singles = replayMembers(experiment, labelled, unitCosts, everyModel.map(always));
  const sequences = replaySequences(experiment, labelled, unitCosts);
  const dearest = singles.accuracy[singles.accuracy.length - 1];
  const mixture = (
    id: string,
    name: string,
    members: typeof singles,
    models: number[][],
    verifies: boolean,
  ) => {
    const family = mixtureFamily(members, splits, budgets, dearest, unitCosts);
    const sentence = mixSentence(family.typical, (member) => sequenceSentence(experiment, models[member]));
    return {
      played: { id, name, sentence, verifies, bound: false, tally: family.chosen },
      frontier: resampleFrontier(id, name, family.points, reference.accuracy, unitCosts, resampling),
    };
  };
  return [
    mixture(
      'random-mix',
      'Random mix',
      singles,
      everyModel.map((k) => [k]),
      false,
    ),
    mixture('random-cascade', 'Random cascade', sequences.members, sequences.models, true),
  ];
}
