import { type Experiment, fewestTrials } from '../core/experiment';
import { fixedSequence, type Policy } from '../core/policy';
import { replay, type Replayed } from '../core/replay';
import { recordedSteps } from '../core/searching/recorded';
import { allSequences, sequenceTree } from '../core/searching/sequences';
import type { Steps } from '../core/steps';
import { concaveHull, type Mix, mixAtAccuracy, mixAtCost } from '../core/statistics/frontier';
import type { Labelled } from './labels';
import { meanOver, repeats, type Split } from './splits';
import { Tally } from './tally';

/** Fixed policies of which two at a time are mixed by a coin flip, replayed over all tasks in scope. */
export interface Members {
  policies: Policy[];
  accuracy: Float64Array[];
  cost: Float64Array[];
  replayOne(member: number, task: number): Replayed;
}

/** Replays policies over all tasks in scope. */
export function* replayingMembers(
  experiment: Experiment,
  labelled: Labelled,
  unitCosts: readonly number[],
  policies: Policy[],
): Steps<Members> {
  const replayOne = (member: number, i: number) =>
    replay(policies[member], {}, experiment.tasks[labelled.tasks[i]], experiment.visibleTests);
  const accuracy: Float64Array[] = [];
  const cost: Float64Array[] = [];
  for (const member of policies.keys()) {
    yield;
    const tally = new Tally(labelled.tasks.length, unitCosts);
    labelled.tasks.forEach((_, i) => tally.add(i, replayOne(member, i)));
    accuracy.push(tally.accuracy);
    cost.push(tally.cost);
  }
  return { policies, accuracy, cost, replayOne };
}

/**
 * All fixed verifying sequences of an experiment, with what replaying them would give: each goes on where the one
 * without its last model ends.
 */
export function* replayingSequences(
  experiment: Experiment,
  labelled: Labelled,
  unitCosts: readonly number[],
): Steps<{ models: number[][]; members: Members }> {
  const models = allSequences(fewestTrials(experiment));
  const policies = models.map((sequence) => fixedSequence(sequence));
  const tree = sequenceTree(experiment.models.length, models);
  const tasks = labelled.tasks.map((index) => experiment.tasks[index]);
  yield;
  const { reached, right } = recordedSteps(tree, tasks, experiment.visibleTests);
  const accuracy: Float64Array[] = [];
  const cost: Float64Array[] = [];
  for (let s = 0; s < models.length; s++) {
    yield;
    const [parent, unitCost] = [tree.parent[s], unitCosts[tree.last[s]]];
    const start = (of: Float64Array[]) => (parent < 0 ? new Float64Array(tasks.length) : of[parent].slice());
    const [gets, pays] = [start(accuracy), start(cost)];
    for (let i = 0; i < tasks.length; i++) {
      gets[i] += reached[s][i] * right[s][i];
      pays[i] += reached[s][i] * unitCost;
    }
    accuracy.push(gets);
    cost.push(pays);
  }
  const replayOne = (member: number, i: number) =>
    replay(policies[member], {}, tasks[i], experiment.visibleTests);
  return { models, members: { policies, accuracy, cost, replayOne } };
}

/** One operating point of a family: per-task accuracy and cost, out of fold, averaged over the repeats. */
export interface FamilyPoint {
  accuracy: Float64Array;
  cost: Float64Array;
}

/** A family of coin flips: its frontier over fixed budgets, and the point that training chose. */
export interface MixtureFamily {
  points: FamilyPoint[];
  chosen: Tally;
  /** The mix chosen most often over the folds, to be put in words. */
  typical: Mix;
}

/**
 * The concave hull of fixed policies, chosen on training folds and scored on held-out ones.
 *
 * @param budgets the operating points: costs per task, fixed beforehand
 * @param dearest accuracy per task of always the dearest model, which the chosen point is to match
 */
export function* mixingFamily(
  members: Members,
  splits: readonly Split[],
  budgets: readonly number[],
  dearest: Float64Array,
  unitCosts: readonly number[],
): Steps<MixtureFamily> {
  const tasks = dearest.length;
  const points: FamilyPoint[] = budgets.map(() => ({
    accuracy: new Float64Array(tasks),
    cost: new Float64Array(tasks),
  }));
  const chosen = new Tally(tasks, unitCosts);
  const mixes: Mix[] = [];
  for (const { train, test } of splits) {
    yield;
    const trained = members.policies.map((_, m) => ({
      cost: meanOver(members.cost[m], train),
      accuracy: meanOver(members.accuracy[m], train),
    }));
    const hull = concaveHull(trained);
    budgets.forEach((budget, g) => {
      const { first, second, weight } = mixAtCost(trained, hull, budget);
      for (const i of test) {
        for (const value of ['accuracy', 'cost'] as const) {
          const flipped = (1 - weight) * members[value][first][i] + weight * members[value][second][i];
          points[g][value][i] += flipped / repeats;
        }
      }
    });
    const mix = mixAtAccuracy(trained, hull, meanOver(dearest, train));
    mixes.push(mix);
    for (const i of test) {
      chosen.add(i, members.replayOne(mix.first, i), (1 - mix.weight) / repeats);
      if (mix.weight > 0) chosen.add(i, members.replayOne(mix.second, i), mix.weight / repeats);
    }
  }
  return { points, chosen, typical: typicalMix(mixes) };
}

function typicalMix(mixes: readonly Mix[]): Mix {
  const groups = new Map<string, Mix[]>();
  for (const mix of mixes) {
    const key = `${mix.first} ${mix.second}`;
    groups.set(key, [...(groups.get(key) ?? []), mix]);
  }
  const largest = [...groups.values()].reduce((a, b) => (b.length > a.length ? b : a));
  const weight = largest.reduce((sum, mix) => sum + mix.weight, 0) / largest.length;
  return { ...largest[0], weight };
}
