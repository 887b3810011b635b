import type { RunOptions } from '../core/interfaces';
import { policyWords } from '../core/searching/words';
import { assignmentPolicies, assignmentPolicyName, play, type Played } from './outcome-policies';
import { formulaOf } from './formula';
import { reportFrontiers, type ResampledFrontier, resamplingFrontier } from './frontiers';
import { judgingPolicies } from './judged';
import type { FamilyPoint } from './mixtures';
import type { WithMixtures } from './mixture-policies';
import { pause, withPauses } from './pauses';
import { byRepeat, meanOverRepeats, type Predictions } from './predictions';
import { scoringPredictor } from './predictor-report';
import type { Report } from './report';
import { assignmentSentence, plansSentence } from './sentences';
import type { Setup } from './setup';
import { repeats } from './splits';
import { judgingSteps } from './study-progress';
import { Tally } from './tally';
import { routingByThreshold } from './threshold-family';
import { reportingSearch } from './searching/report';
import { type FamilyId, searchFamilies } from './searching/search';

/**
 * Adds to what the outcomes told what the complexity model's out-of-fold predictions are worth.
 *
 * @param options.onProgress folds done, then steps of judging
 */
export async function reportPredictions(
  setup: Setup,
  { report: outcomes, frontiers }: WithMixtures,
  predictions: Predictions,
  options: RunOptions,
): Promise<Report> {
  const { experiment, labelled, unitCosts, tiers, splits, protocol, resampling, reference } = setup;
  const perRepeat = byRepeat(splits, repeats, (fold) => predictions[fold].levels);
  const success = byRepeat(splits, repeats, (fold) => predictions[fold].success);
  const score = (name: string, distributions: number[][][]) =>
    withPauses(scoringPredictor(name, protocol, distributions, labelled, tiers, resampling), options.signal);

  const assigned: Played[] = [];
  for (const { rule, policy } of assignmentPolicies(experiment, labelled)) {
    const tally = new Tally(labelled.tasks.length, unitCosts);
    for (const levels of perRepeat) {
      await pause(options.signal);
      play(experiment, labelled, unitCosts, policy, (i) => ({ levels: levels[i] }), tally, 1 / repeats);
    }
    assigned.push({
      id: rule.id,
      name: assignmentPolicyName(rule.id),
      sentence: assignmentSentence(experiment, rule.modelOfLevel, false),
      verifies: false,
      bound: false,
      tally,
    });
  }
  const routing = routingByThreshold(experiment, labelled, predictions, splits, unitCosts);
  const family = await withPauses(routing, options.signal);
  const percent = Math.round(family.typical * 100);
  const dearestName = experiment.models[experiment.models.length - 1].name;
  const router: Played = {
    id: 'threshold',
    name: 'Threshold router',
    sentence: `Predict each model’s success; ask the cheapest that reaches ${percent} %, else ${dearestName}. No answer is checked.`,
    verifies: false,
    bound: false,
    threshold: family.typical,
    tally: family.chosen,
  };
  const frontierOf = (id: string, name: string, points: readonly FamilyPoint[]) =>
    withPauses(
      resamplingFrontier(id, name, points, reference.accuracy, unitCosts, resampling),
      options.signal,
    );
  const frontier = await frontierOf(router.id, router.name, family.points);
  const told = (done: number) => options.onProgress?.({ done, total: splits.length + judgingSteps });
  const search = await searchFamilies(setup, predictions, {
    ...options,
    onProgress: ({ done }) => told(done),
  });
  const { families } = search;
  const planned = families['predict-then-verify'];
  const checked: Played[] = [
    {
      id: 'predict-then-verify',
      name: 'Predict, then verify',
      sentence: plansSentence(experiment, planned.plans),
      verifies: true,
      bound: false,
      tally: planned.chosen,
    },
    {
      id: 'searched',
      name: 'Policy search',
      sentence: policyWords(experiment.models, families.searched.plans, families.searched.gates),
      verifies: true,
      bound: false,
      tally: families.searched.chosen,
    },
  ];
  const checkedFrontiers: ResampledFrontier[] = [];
  for (const { id, name } of checked) {
    checkedFrontiers.push(await frontierOf(id, name, families[id as FamilyId].points));
  }
  told(splits.length + 1);
  const played = [...assigned, router, ...checked];
  const judging = judgingPolicies(experiment, played, reference, resampling, frontiers);
  const judged = await withPauses(judging, options.signal);
  told(splits.length + 2);
  const predictor = await score('TF-IDF and logistic regression', perRepeat);
  told(splits.length + 4);
  const prior = await score('Level frequencies', priorOf(setup));
  told(splits.length + 6);
  const searched = await withPauses(reportingSearch(setup, search, checkedFrontiers[1]), options.signal);
  await pause(options.signal);
  const meanLevels = meanOverRepeats(perRepeat);
  const meanSuccess = meanOverRepeats(success);
  return {
    ...outcomes,
    seconds: { ...outcomes.seconds },
    predictor,
    prior,
    search: searched,
    formula: formulaOf(perRepeat, labelled, tiers, unitCosts, resampling),
    policies: [...outcomes.policies, ...judged],
    frontiers: reportFrontiers([...frontiers, frontier, ...checkedFrontiers]),
    perTask: outcomes.perTask.map((task, i) => ({
      ...task,
      levels: meanLevels[i],
      success: meanSuccess[i],
      plan: [...planned.planOfTask[i]],
    })),
  };
}

/** Predicting each level as often as it occurs in the training tasks. */
function priorOf({ labelled, splits }: Setup): number[][][] {
  return byRepeat(splits, repeats, (fold) => {
    const { train, test } = splits[fold];
    const counts = labelled.levels.map((_, c) => train.filter((i) => labelled.target[i] === c).length);
    const total = counts.reduce((a, b) => a + b, 0);
    const distribution = counts.map((count) => count / total);
    return test.map(() => distribution);
  });
}
