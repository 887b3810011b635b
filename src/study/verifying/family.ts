import type { RunOptions } from '../../core/interfaces';
import { predictThenVerify } from '../../core/policy';
import { fewestTrials } from '../../core/experiment';
import { randomStream } from '../../core/random';
import { replay } from '../../core/replay';
import { concaveHull, type Mix, mixAtAccuracy, mixAtCost, type Point } from '../../core/statistics/frontier';
import { recordedCosts, recordedSteps } from '../../core/verifying/recorded';
import { allSequences, sequenceTree } from '../../core/verifying/sequences';
import { budgetGrid } from '../frontiers';
import type { FamilyPoint } from '../mixtures';
import { pause, withPauses } from '../pauses';
import type { Predictions } from '../predictions';
import type { Setup } from '../setup';
import { meanOver, repeats } from '../splits';
import { Tally } from '../tally';
import { type FoldPlans, type Planning, planningFold, strengths } from './plan-fold';

/** Predict-then-verify: its frontier over fixed prices, and what training chose to match the dearest. */
export interface VerifyingFamily {
  points: FamilyPoint[];
  chosen: Tally;
  /** Plans at the point chosen, most frequent first, with the share of tasks that each is made for. */
  plans: { models: readonly number[]; share: number }[];
  /** Per task, the plan that most repeats chose. */
  planOfTask: (readonly number[])[];
}

/** How many prices plans are made at. */
const priceCount = 81;

/**
 * Prices from a thousandth of a right answer for a call of the dearest model to a whole one for a call of the cheapest,
 * evenly spaced on a logarithmic scale. Nothing is had for nothing: at a price of 0 differences that are but noise
 * would be paid for.
 */
export function priceGrid(unitCosts: readonly number[]): number[] {
  const [from, to] = [0.001 / unitCosts[unitCosts.length - 1], 1 / unitCosts[0]];
  return Array.from({ length: priceCount }, (_, i) => from * (to / from) ** (i / (priceCount - 1)));
}

/**
 * @param options.onProgress folds done
 * @throws DOMException "AbortError" when the signal is aborted
 */
export async function verifyingFamily(
  { experiment, labelled, unitCosts, splits, seed }: Setup,
  predictions: Predictions,
  { signal, onProgress }: RunOptions,
): Promise<VerifyingFamily> {
  const tasks = labelled.tasks.map((index) => experiment.tasks[index]);
  const models = experiment.models.length;
  const tree = sequenceTree(models, allSequences(models, fewestTrials(experiment)));
  const steps = recordedSteps(tree, tasks, experiment.visibleTests);
  const costs = recordedCosts(tree, steps, unitCosts);
  const planning: Planning = { tree, steps, unitCosts, prices: priceGrid(unitCosts) };
  const { prices } = planning;
  const dearest = labelled.shares[models - 1];

  const budgets = budgetGrid(unitCosts);
  const points = budgets.map(() => ({
    accuracy: new Float64Array(tasks.length),
    cost: new Float64Array(tasks.length),
  }));
  const chosen = new Tally(tasks.length, unitCosts);
  const shares = tasks.map(() => new Map<number, number>());
  for (const [f, split] of splits.entries()) {
    onProgress?.({ done: f, total: splits.length });
    const random = randomStream(seed, `verifying folds ${f}`);
    const plans = await withPauses(
      planningFold(planning, split, predictions[f], labelled.target, random),
      signal,
    );
    await pause(signal);
    const picked = pickStrengths(plans, split.train, prices, steps.accuracy, costs);
    const trained = prices.map((_, g): Point => {
      const sequences = plans.train[picked[g]][g];
      const over = (table: Float64Array[]) =>
        split.train.reduce((sum, task, at) => sum + table[sequences[at]][task], 0) / split.train.length;
      return { accuracy: over(steps.accuracy), cost: over(costs) };
    });
    const hull = concaveHull(trained);
    const planAt = (g: number, at: number) => plans.test[picked[g]][g][at];
    budgets.forEach((budget, b) => {
      for (const [g, share] of sidesOf(mixAtCost(trained, hull, budget))) {
        split.test.forEach((task, at) => {
          const plan = planAt(g, at);
          points[b].accuracy[task] += (share * steps.accuracy[plan][task]) / repeats;
          points[b].cost[task] += (share * costs[plan][task]) / repeats;
        });
      }
    });
    const mix = mixAtAccuracy(trained, hull, meanOver(dearest, split.train));
    for (const [g, share] of sidesOf(mix)) {
      split.test.forEach((task, at) => {
        const plan = planAt(g, at);
        const prediction = { plan: tree.sequences[plan] };
        const replayed = replay(predictThenVerify, prediction, tasks[task], experiment.visibleTests);
        chosen.add(task, replayed, share / repeats);
        shares[task].set(plan, (shares[task].get(plan) ?? 0) + share / repeats);
      });
    }
  }
  onProgress?.({ done: splits.length, total: splits.length });
  return {
    points,
    chosen,
    plans: frequentPlans(shares).map(([plan, share]) => ({ models: tree.sequences[plan], share })),
    planOfTask: shares.map((ofTask) => tree.sequences[frequentPlans([ofTask])[0][0]]),
  };
}

/** Both sides of a coin flip, with their weights; one where it has but one. */
function sidesOf({ first, second, weight }: Mix): [number, number][] {
  return weight > 0
    ? [
        [first, 1 - weight],
        [second, weight],
      ]
    : [[first, 1]];
}

/**
 * For each price the strength whose plans brought most on training tasks, accuracy - price * cost; but plans that
 * look at the prompt must bring more than those that don't by a standard error of the difference (the rule of
 * Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984).
 */
function pickStrengths(
  { train: plans }: FoldPlans,
  train: readonly number[],
  prices: readonly number[],
  accuracy: readonly Float64Array[],
  costs: readonly Float64Array[],
): number[] {
  return prices.map((price, g) => {
    const valuesAt = (s: number) =>
      Float64Array.from(train, (task, at) => {
        const sequence = plans[s][g][at];
        return accuracy[sequence][task] - price * costs[sequence][task];
      });
    const plain = valuesAt(0);
    let [best, most] = [0, 0];
    for (let s = 1; s < strengths.length; s++) {
      const gains = valuesAt(s).map((value, at) => value - plain[at]);
      const gain = gains.reduce((sum, value) => sum + value, 0) / gains.length;
      const variance = gains.reduce((sum, value) => sum + (value - gain) ** 2, 0) / gains.length;
      if (gain > most && gain > Math.sqrt(variance / gains.length)) [best, most] = [s, gain];
    }
    return best;
  });
}

/** Plans with their mean share over tasks, largest first. */
function frequentPlans(shares: readonly ReadonlyMap<number, number>[]): [number, number][] {
  const total = new Map<number, number>();
  for (const ofTask of shares) {
    for (const [plan, share] of ofTask) total.set(plan, (total.get(plan) ?? 0) + share / shares.length);
  }
  return [...total].sort(([a, x], [b, y]) => y - x || a - b);
}
