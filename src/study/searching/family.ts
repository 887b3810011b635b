import { predictThenVerify } from '../../core/policy';
import { replay } from '../../core/replay';
import { concaveHull, type Mix, mixAtAccuracy, mixAtCost, type Point } from '../../core/statistics/frontier';
import type { Steps } from '../../core/steps';
import { strengths } from '../../predictors/after-failures/model';
import { budgetGrid } from '../frontiers';
import type { FamilyPoint } from '../mixtures';
import type { Setup } from '../setup';
import { meanOver, repeats, type Split } from '../splits';
import { Tally } from '../tally';
import { Gates } from './gates';
import type { FoldPlans, PlanTable } from './plan-fold';
import type { Planning, PlanKind } from './planning';

/** A family of plans: its frontier over fixed budgets, and what training chose to match the dearest model. */
export interface PlannedFamily {
  points: FamilyPoint[];
  /** The same over the prices that plans are made at, without coin flips. */
  byPrice: FamilyPoint[];
  chosen: Tally;
  /** Plans at the point chosen, most frequent first, with the share of tasks that each is made for. */
  plans: { models: readonly number[]; share: number }[];
  /** Per task, the plan that most repeats chose. */
  planOfTask: (readonly number[])[];
  /** Per model, the predicted success above which it is asked at the point chosen: see `Gates`. */
  gates: (number | null)[];
}

/** Which plans a family has, and whether they may look at the prompt. */
export interface FamilyKind {
  kind: PlanKind;
  predicts: boolean;
}

/** Scores a family fold by fold. */
export class FamilyScore {
  readonly #setup: Setup;
  readonly #planning: Planning;
  readonly #of: FamilyKind;
  readonly #budgets: number[];
  readonly #points: FamilyPoint[];
  readonly #byPrice: FamilyPoint[];
  readonly #chosen: Tally;
  readonly #shares: Map<number, number>[];
  readonly #gates: Gates;

  constructor(setup: Setup, planning: Planning, of: FamilyKind) {
    const { labelled, unitCosts } = setup;
    const tasks = labelled.tasks.length;
    const point = () => ({ accuracy: new Float64Array(tasks), cost: new Float64Array(tasks) });
    this.#setup = setup;
    this.#planning = planning;
    this.#of = of;
    this.#budgets = budgetGrid(unitCosts);
    this.#points = this.#budgets.map(point);
    this.#byPrice = planning.prices.map(point);
    this.#chosen = new Tally(tasks, unitCosts);
    this.#shares = labelled.tasks.map(() => new Map<number, number>());
    this.#gates = new Gates(planning.graph);
  }

  /** Chooses on a fold's training tasks, and scores on its test tasks. */
  *adding(split: Split, plans: FoldPlans): Steps<void> {
    const { prices, book } = this.#planning;
    const [train, test] = [plans.train[this.#of.kind]!, plans.test[this.#of.kind]!];
    const picked = pickStrengths(this.#planning, train, split.train, this.#of.predicts);
    const trained = trainedPoints(this.#planning, train, split.train, picked);
    yield;
    const hull = concaveHull(trained);
    const planAt = (g: number, at: number) => test[picked[g]][g][at];
    const score = (point: FamilyPoint, g: number, share: number) =>
      split.test.forEach((task, at) => {
        const { accuracy, cost } = book.outcomeOf(planAt(g, at));
        point.accuracy[task] += (share * accuracy[task]) / repeats;
        point.cost[task] += (share * cost[task]) / repeats;
      });
    for (const g of prices.keys()) {
      yield;
      score(this.#byPrice[g], g, 1);
    }
    for (const [b, budget] of this.#budgets.entries()) {
      yield;
      for (const [g, share] of sidesOf(mixAtCost(trained, hull, budget))) score(this.#points[b], g, share);
    }
    const { experiment, labelled } = this.#setup;
    const dearest = labelled.shares[labelled.shares.length - 1];
    for (const [g, share] of sidesOf(mixAtAccuracy(trained, hull, meanOver(dearest, split.train)))) {
      split.test.forEach((task, at) => {
        const plan = planAt(g, at);
        const recorded = experiment.tasks[labelled.tasks[task]];
        const prediction = { plan: book.modelsOf(plan) };
        const replayed = replay(predictThenVerify, prediction, recorded, this.#planning.visibleTests);
        this.#chosen.add(task, replayed, share / repeats);
        const shares = this.#shares[task];
        shares.set(plan, (shares.get(plan) ?? 0) + share / repeats);
        this.#gates.add(book.plan(plan), plans.chancesOf(picked[g], at), share);
      });
    }
  }

  finish(): PlannedFamily {
    const { book } = this.#planning;
    return {
      points: this.#points,
      byPrice: this.#byPrice,
      chosen: this.#chosen,
      plans: frequentPlans(this.#shares).map(([plan, share]) => ({ models: book.modelsOf(plan), share })),
      planOfTask: this.#shares.map((ofTask) => book.modelsOf(frequentPlans([ofTask])[0][0])),
      gates: this.#gates.values(),
    };
  }
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
 *
 * @param train positions of the tasks that the plans are for
 * @param predicts may plans look at the prompt at all?
 */
export function pickStrengths(
  { prices, book }: Pick<Planning, 'prices' | 'book'>,
  plans: PlanTable,
  train: readonly number[],
  predicts: boolean,
): number[] {
  if (!predicts) return prices.map(() => 0);
  return prices.map((price, g) => {
    let [best, most] = [0, 0];
    for (let s = 1; s < strengths.length; s++) {
      let [sum, squares] = [0, 0];
      train.forEach((task, at) => {
        const [mine, plain] = [plans[s][g][at], plans[0][g][at]];
        if (mine === plain) return;
        const [one, other] = [book.outcomeOf(mine), book.outcomeOf(plain)];
        const gain = one.accuracy[task] - other.accuracy[task] - price * (one.cost[task] - other.cost[task]);
        sum += gain;
        squares += gain * gain;
      });
      const gain = sum / train.length;
      const variance = squares / train.length - gain * gain;
      if (gain > most && gain > Math.sqrt(Math.max(0, variance) / train.length)) [best, most] = [s, gain];
    }
    return best;
  });
}

/** What the plans picked at each price get and pay on training tasks, on average. */
export function trainedPoints(
  { prices, book }: Pick<Planning, 'prices' | 'book'>,
  plans: PlanTable,
  train: readonly number[],
  picked: readonly number[],
): Point[] {
  return prices.map((_, g) => {
    const numbers = plans[picked[g]][g];
    let [accuracy, cost] = [0, 0];
    train.forEach((task, at) => {
      const outcome = book.outcomeOf(numbers[at]);
      accuracy += outcome.accuracy[task] / train.length;
      cost += outcome.cost[task] / train.length;
    });
    return { accuracy, cost };
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
