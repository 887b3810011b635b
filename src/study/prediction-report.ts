import type { RunOptions } from '../core/interfaces';
import { policyWords } from '../core/searching/words';
import { assignmentPolicies, play, type Played } from './outcome-policies';
import { formulaOf } from './formula';
import { reportFrontiers, resampleFrontier } from './frontiers';
import { judgePolicy } from './judged';
import type { FamilyPoint } from './mixtures';
import type { WithMixtures } from './mixture-policies';
import { byRepeat, meanOverRepeats, type Predictions } from './predictions';
import { scorePredictor } from './predictor-report';
import type { Report } from './report';
import { assignmentSentence, plansSentence } from './sentences';
import type { Setup } from './setup';
import { foldsPerRepeat, repeats } from './splits';
import { Tally } from './tally';
import { thresholdFamily } from './threshold-family';
import { reportSearch } from './searching/report';
import { type FamilyId, searchFamilies } from './searching/search';

/** Adds to what the outcomes told what the complexity model's out-of-fold predictions are worth. */
export async function reportPredictions(
  setup: Setup,
  { report: outcomes, frontiers }: WithMixtures,
  predictions: Predictions,
  options: RunOptions,
): Promise<Report> {
  const { experiment, labelled, unitCosts, tiers, splits, resampling, reference } = setup;
  const perRepeat = byRepeat(splits, repeats, (fold) => predictions[fold].levels);
  const success = byRepeat(splits, repeats, (fold) => predictions[fold].success);
  const protocol = `${repeats} x ${foldsPerRepeat}-fold, stratified, nested, seed ${setup.seed}`;
  const score = (name: string, distributions: number[][][]) =>
    scorePredictor(name, protocol, distributions, labelled, tiers, resampling);

  const assigned = assignmentPolicies(experiment, labelled).map(({ rule, policy }): Played => {
    const tally = new Tally(labelled.tasks.length, unitCosts);
    for (const levels of perRepeat) {
      play(experiment, labelled, unitCosts, policy, (i) => ({ levels: levels[i] }), tally, 1 / repeats);
    }
    return {
      id: rule.id,
      name: rule.id === 'paper-rule' ? 'Paper’s rule' : 'Shifted rule',
      sentence: assignmentSentence(experiment, rule.modelOfLevel, false),
      verifies: false,
      bound: false,
      tally,
    };
  });
  const family = thresholdFamily(experiment, labelled, predictions, splits, unitCosts);
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
  const frontier = resampleFrontier(
    'threshold',
    'Threshold router',
    family.points,
    reference.accuracy,
    unitCosts,
    resampling,
  );
  const { families, planning } = await searchFamilies(setup, predictions, options);
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
  const frontierOf = (id: string, name: string, points: FamilyPoint[]) =>
    resampleFrontier(id, name, points, reference.accuracy, unitCosts, resampling);
  const checkedFrontiers = checked.map(({ id, name }) =>
    frontierOf(id, name, families[id as FamilyId].points),
  );
  const meanLevels = meanOverRepeats(perRepeat);
  const meanSuccess = meanOverRepeats(success);
  return {
    ...outcomes,
    seconds: { ...outcomes.seconds },
    predictor: score('TF-IDF and logistic regression', perRepeat),
    prior: score('Level frequencies', priorOf(setup)),
    search: reportSearch(setup, families, planning, checkedFrontiers[1]),
    formula: formulaOf(perRepeat, labelled, tiers, unitCosts, resampling),
    policies: [
      ...outcomes.policies,
      ...[...assigned, router, ...checked].map((one) =>
        judgePolicy(experiment, one, reference, resampling, frontiers),
      ),
    ],
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
