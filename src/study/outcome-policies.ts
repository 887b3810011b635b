import { assignmentsOf } from '../core/assignment';
import type { Experiment } from '../core/experiment';
import { always, assignByLevel, ladder, type Policy, type Prediction } from '../core/policy';
import { replay, replayPerfect } from '../core/replay';
import type { Steps } from '../core/steps';
import type { Labelled } from './labels';
import { assignmentSentence, sequenceSentence } from './sentences';
import { Tally } from './tally';

/** A policy with what it got and paid, before statistics. */
export interface Played {
  id: string;
  name: string;
  sentence: string;
  verifies: boolean;
  bound: boolean;
  threshold?: number;
  tally: Tally;
}

/** Plays a policy on every task in scope, and adds what it gets to a tally with this share. */
export function play(
  experiment: Experiment,
  labelled: Labelled,
  unitCosts: readonly number[],
  policy: Policy,
  predictionOf: (i: number) => Prediction,
  tally = new Tally(labelled.tasks.length, unitCosts),
  share = 1,
): Tally {
  labelled.tasks.forEach((index, i) =>
    tally.add(i, replay(policy, predictionOf(i), experiment.tasks[index], experiment.visibleTests), share),
  );
  return tally;
}

const shortNames: Record<string, string> = { 'paper-rule': 'Paper’s rule', 'shifted-rule': 'Shifted rule' };

/** What the policy that follows an assignment is called. */
export const assignmentPolicyName = (id: string) => shortNames[id] ?? 'The experiment’s own assignment';

/** The assignment rules as policies over a distribution on the levels. */
export function assignmentPolicies(experiment: Experiment, labelled: Labelled) {
  return assignmentsOf(experiment).map((rule) => ({
    rule,
    policy: assignByLevel(
      rule.id,
      labelled.levels.map((level) => rule.modelOfLevel[level]),
    ),
  }));
}

/** All policies that follow from recorded outcomes alone: no complexity model is needed. */
export function* playingOutcomePolicies(
  experiment: Experiment,
  labelled: Labelled,
  unitCosts: readonly number[],
): Steps<Played[]> {
  const nothing = () => ({});
  const tallyOf = (policy: Policy, predictionOf: (i: number) => Prediction = nothing) =>
    play(experiment, labelled, unitCosts, policy, predictionOf);
  const singles: Played[] = [];
  for (const [k, model] of experiment.models.entries()) {
    yield;
    const policy = always(k);
    singles.push({
      id: `always:${model.id}`,
      name: `Always ${model.name}`,
      sentence: `Ask ${model.name}, every time. No answer is checked.`,
      verifies: false,
      bound: false,
      tally: tallyOf(policy),
    });
  }
  const everyModel = experiment.models.map((_, k) => k);
  const step: Played = {
    id: 'ladder',
    name: 'Ladder',
    sentence: sequenceSentence(experiment, everyModel),
    verifies: true,
    bound: false,
    tally: tallyOf(ladder(experiment.models.length)),
  };
  yield;
  const truth = labelled.level.map((level) => labelled.levels.map((other) => Number(other === level)));
  const oracles = assignmentPolicies(experiment, labelled).map(({ rule, policy }): Played => ({
    id: `oracle:${rule.id}`,
    name: `${assignmentPolicyName(rule.id)}, perfect labels`,
    sentence: assignmentSentence(experiment, rule.modelOfLevel, true),
    verifies: false,
    bound: true,
    tally: tallyOf(policy, (i) => ({ levels: truth[i] })),
  }));
  yield;
  const bound = new Tally(labelled.tasks.length, unitCosts);
  labelled.tasks.forEach((index, i) => bound.add(i, replayPerfect(experiment.tasks[index])));
  const perfect: Played = {
    id: 'perfect',
    name: 'Perfect knowledge',
    sentence: 'Know which answers will be right; ask for the cheapest of them, and for none where none is.',
    verifies: false,
    bound: true,
    tally: bound,
  };
  return [...singles, step, ...oracles, perfect];
}
