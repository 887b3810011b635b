import type { PlanBook } from './plan-book';
import { type PlanKernel, planKernel, type Way } from './plan-kernel';
import type { AttemptGraph } from './sequences';

/**
 * What is expected of one task, per sequence of a graph: of the answer that it asks for last, given that all before
 * failed their visible tests.
 */
export interface Chances {
  /** Probability that it passes its visible tests. */
  passes: Float64Array;
  /** Probability that it is right if it passes them. */
  rightIfPassed: Float64Array;
}

/** What a planner may plan with. */
export interface PlanLimits {
  /** Are models asked in ascending order only? */
  ascending?: boolean;
  /** How often each model may be asked; as often as the graph has it where that is less. */
  tries?: readonly number[];
  /** Is but one answer asked for? */
  single?: boolean;
}

/**
 * Finds the plan, of all that a graph allows, whose expected accuracy - price * cost is largest: which model to ask
 * after each history of failures, until an answer passes its visible tests or no further one is worth its price.
 * Only failures go on, so that a plan is a sequence; it is found from its end (dynamic programming over histories).
 */
export class Planner {
  /** May an answer that fails be followed by another? */
  readonly #goesOn: boolean;
  /** What may be asked, later histories first: the sequence of each, its cost, the history that its failure leads to. */
  readonly #sequences: Int32Array;
  readonly #costs: Float64Array;
  readonly #after: Int32Array;
  /** How many of them come after this history or a later one. */
  readonly #from: Int32Array;
  readonly #ways: Way[];
  /** By how many prices it works out at once. */
  readonly #kernels = new Map<number, PlanKernel>();

  constructor(graph: AttemptGraph, unitCosts: readonly number[], limits: PlanLimits = {}) {
    const { ascending = false, tries = graph.tries, single = false } = limits;
    this.#goesOn = !single;
    const isAllowed = (sequence: readonly number[]) => {
      const counts = tries.map(() => 0);
      for (const model of sequence) counts[model]++;
      const isAscending =
        sequence.length < 2 || sequence[sequence.length - 2] <= sequence[sequence.length - 1];
      return counts.every((count, k) => count <= tries[k]) && (isAscending || !ascending);
    };
    const allowed = graph.sequences.flatMap((sequence, s) => (isAllowed(sequence) ? [s] : []));
    allowed.sort((a, b) => graph.before[b] - graph.before[a] || a - b);
    this.#sequences = Int32Array.from(allowed);
    this.#costs = Float64Array.from(allowed, (s) => unitCosts[graph.last[s]]);
    this.#after = Int32Array.from(allowed, (s) => graph.after[s]);
    this.#from = new Int32Array(graph.histories + 1);
    for (const s of allowed) this.#from[graph.before[s]]++;
    for (let h = graph.histories - 1; h >= 0; h--) this.#from[h] += this.#from[h + 1];
    this.#ways = allowed.map((s, w) => {
      const to = graph.before[s];
      const isFirst = w === this.#from[to + 1];
      return { to, next: graph.after[s], cost: this.#costs[w], from: isFirst ? 'nothing' : to };
    });
  }

  /**
   * The best plan from a history on.
   *
   * @param price what one unit cost must bring in accuracy
   * @param from the history so far; at the start something is always asked, if only the least bad
   * @returns positions of sequences in the graph, each after the failure of the one before; of equal plans one that
   *   asks less
   */
  planAt(chances: Chances, price: number, from = 0): number[] {
    const solved = this.#solve(chances, [price], from);
    const plan: number[] = [];
    for (let way = this.#bestOf(solved, from, 0); way >= 0; way = this.#wayAfter(solved, way, 0))
      plan.push(this.#sequences[way]);
    return plan;
  }

  /**
   * The best plan at each of several prices.
   *
   * @param prices ascending
   * @returns its number in the book, per price
   */
  plansAt(chances: Chances, prices: readonly number[], book: PlanBook): Int32Array {
    const solved = this.#solve(chances, prices, 0);
    const plans = new Int32Array(prices.length);
    const end = prices.length - 1;
    const numberAt = (g: number) => {
      let number = 0;
      for (let way = this.#bestOf(solved, 0, g); way >= 0; way = this.#wayAfter(solved, way, g))
        number = book.extend(number, this.#sequences[way]);
      return number;
    };
    const fillBetween = (from: number, to: number) => {
      if (to - from < 2) return;
      // What can be had is convex in the price: what is best at two prices is best between them.
      if (plans[from] === plans[to]) return void plans.fill(plans[from], from, to);
      const middle = (from + to) >> 1;
      plans[middle] = numberAt(middle);
      fillBetween(from, middle);
      fillBetween(middle, to);
    };
    plans[0] = numberAt(0);
    plans[end] = numberAt(end);
    fillBetween(0, end);
    return plans;
  }

  /** The most that can be had after each history at each price; of one answer, from this history alone. */
  #solve({ passes, rightIfPassed }: Chances, prices: readonly number[], from: number): PlanKernel {
    const kernel = this.#kernelFor(prices);
    const { gains, fails, width } = kernel;
    const first = this.#goesOn ? 0 : this.#from[from + 1];
    for (let way = first; way < this.#sequences.length; way++) {
      const s = this.#sequences[way];
      gains[way * width] = passes[s] * rightIfPassed[s];
      fails[way * width] = this.#goesOn ? 1 - passes[s] : 0;
    }
    kernel.run(first);
    return kernel;
  }

  #kernelFor(prices: readonly number[]): PlanKernel {
    let kernel = this.#kernels.get(prices.length);
    if (!kernel) {
      kernel = planKernel(this.#ways, this.#from.length - 1, prices.length);
      this.#kernels.set(prices.length, kernel);
    }
    kernel.prices.set(prices);
    return kernel;
  }

  /** What begins the best plan from a history on, the first of equals; -1 where nothing is worth its price. */
  #bestOf({ values, stride, prices, gains, fails, width }: PlanKernel, history: number, g: number): number {
    const [costs, after, from] = [this.#costs, this.#after, this.#from];
    const most = values[history * stride + g];
    if (history > 0 && most === 0) return -1;
    for (let way = from[history + 1]; way < from[history]; way++) {
      const later = fails[way * width] * values[after[way] * stride + g];
      if (gains[way * width] - prices[g] * costs[way] + later === most) return way;
    }
    return -1;
  }

  #wayAfter(solved: PlanKernel, way: number, g: number): number {
    return this.#goesOn ? this.#bestOf(solved, this.#after[way], g) : -1;
  }
}

/** What a plan is expected to get and to pay on one task. */
export interface Outlook {
  accuracy: number;
  cost: number;
  /** Probability that each answer of the plan is asked for. */
  reached: number[];
}

/** @param plan as a planner gives it */
export function outlookOf(
  { last }: Pick<AttemptGraph, 'last'>,
  { passes, rightIfPassed }: Chances,
  unitCosts: readonly number[],
  plan: readonly number[],
): Outlook {
  const outlook: Outlook = { accuracy: 0, cost: 0, reached: [] };
  let reached = 1;
  for (const s of plan) {
    outlook.reached.push(reached);
    outlook.cost += reached * unitCosts[last[s]];
    outlook.accuracy += reached * passes[s] * rightIfPassed[s];
    reached *= 1 - passes[s];
  }
  return outlook;
}
