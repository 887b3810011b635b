import { always } from '../core/policy';
import type { Steps } from '../core/steps';
import { budgetGrid, reportFrontiers, resamplingFrontier, type ResampledFrontier } from './frontiers';
import { judgingPolicies } from './judged';
import { mixingFamily, replayingMembers, replayingSequences } from './mixtures';
import type { Played } from './outcome-policies';
import type { Report } from './report';
import { mixSentence, sequenceSentence } from './sentences';
import type { Setup } from './setup';

/** A report with the coin flips in it, and their frontiers, which later families are compared with. */
export interface WithMixtures {
  report: Report;
  frontiers: ResampledFrontier[];
}

/** Adds to a report the coin flips that prediction must beat. */
export function* addingMixtures(setup: Setup, report: Report): Steps<WithMixtures> {
  const mixtures = yield* playingMixtures(setup);
  const frontiers = mixtures.map((mixture) => mixture.frontier);
  const judged = yield* judgingPolicies(
    setup.experiment,
    mixtures.map(({ played }) => played),
    setup.reference,
    setup.resampling,
  );
  return {
    report: { ...report, policies: [...report.policies, ...judged], frontiers: reportFrontiers(frontiers) },
    frontiers,
  };
}

/** A coin flip at the point that training chose, and its frontier. */
interface PlayedMixture {
  played: Played;
  frontier: ResampledFrontier;
}

/** The coin flips: between single models, and between verifying sequences. */
function* playingMixtures(setup: Setup): Steps<PlayedMixture[]> {
  const { experiment, labelled, unitCosts, splits, resampling, reference } = setup;
  const budgets = budgetGrid(unitCosts);
  const everyModel = experiment.models.map((_, k) => k);
  const singles = yield* replayingMembers(experiment, labelled, unitCosts, everyModel.map(always));
  const sequences = yield* replayingSequences(experiment, labelled, unitCosts);
  const dearest = singles.accuracy[singles.accuracy.length - 1];
  const mixture = function* (
    id: string,
    name: string,
    members: typeof singles,
    models: number[][],
    verifies: boolean,
  ): Steps<PlayedMixture> {
    const family = yield* mixingFamily(members, splits, budgets, dearest, unitCosts);
    const sentence = mixSentence(family.typical, (member) => sequenceSentence(experiment, models[member]));
    return {
      played: { id, name, sentence, verifies, bound: false, tally: family.chosen },
      frontier: yield* resamplingFrontier(id, name, family.points, reference.accuracy, unitCosts, resampling),
    };
  };
  return [
    yield* mixture(
      'random-mix',
      'Random mix',
      singles,
      everyModel.map((k) => [k]),
      false,
    ),
    yield* mixture('random-cascade', 'Random cascade', sequences.members, sequences.models, true),
  ];
}
