import type { PlanBook } from './plan-book';
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
  /** How many answers may be asked for. */
  answers?: number;
}

/**
 * Finds the plan, of all that a graph allows, whose expected accuracy - price * cost is largest: which model to ask
 * after each history of failures, until an answer passes its visible tests or no further one is worth its price.
 * Only failures go on, so that a plan is a sequence; it is found from its end (dynamic programming over histories).
 */
export class Planner {
  readonly #graph: AttemptGraph;
  readonly #unitCosts: readonly number[];
  /** Sequences that may be asked, grouped by history: starts[h] .. starts[h + 1]. */
  readonly #starts: Int32Array;
  readonly #options: Int32Array;
  readonly #isShort: boolean;
  /** Per history, the most that can still be had, and the sequence that begins it; -1 for none. */
  readonly #value: Float64Array;
  readonly #best: Int32Array;

  constructor(graph: AttemptGraph, unitCosts: readonly number[], limits: PlanLimits = {}) {
    const { ascending = false, tries = graph.tries, answers = Infinity } = limits;
    this.#graph = graph;
    this.#unitCosts = unitCosts;
    this.#isShort = answers === 1;
    if (answers !== 1 && answers !== Infinity) throw new RangeError('a plan has one answer or any number');
    const isAllowed = (sequence: readonly number[]) => {
      const counts = tries.map(() => 0);
      for (const model of sequence) counts[model]++;
      const model = sequence[sequence.length - 1];
      const isAscending = sequence.length < 2 || sequence[sequence.length - 2] <= model;
      return counts.every((count, k) => count <= tries[k]) && (isAscending || !ascending);
    };
    const allowed = graph.sequences.flatMap((sequence, s) => (isAllowed(sequence) ? [s] : []));
    // Sequences stand in the order of their histories.
    this.#options = Int32Array.from(allowed);
    this.#starts = new Int32Array(graph.histories + 1);
    for (const s of allowed) this.#starts[graph.before[s] + 1]++;
    for (let h = 0; h < graph.histories; h++) this.#starts[h + 1] += this.#starts[h];
    this.#value = new Float64Array(graph.histories);
    this.#best = new Int32Array(graph.histories);
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
    this.#solve(chances, price, from);
    const plan: number[] = [];
    for (let s = this.#best[from]; s >= 0; s = this.#best[this.#graph.after[s]]) {
      plan.push(s);
      if (this.#isShort) break;
    }
    return plan;
  }

  /**
   * The best plan at each of several prices.
   *
   * @param prices ascending
   * @returns its number in the book, per price
   */
  plansAt(chances: Chances, prices: readonly number[], book: PlanBook): Int32Array {
    const plans = new Int32Array(prices.length);
    const end = prices.length - 1;
    plans[0] = this.#numberAt(chances, prices[0], book);
    plans[end] = this.#numberAt(chances, prices[end], book);
    this.#fillBetween(chances, prices, book, plans, 0, end);
    return plans;
  }

  #fillBetween(
    chances: Chances,
    prices: readonly number[],
    book: PlanBook,
    plans: Int32Array,
    low: number,
    high: number,
  ): void {
    if (high - low < 2) return;
    // What is best at two prices is best between them: it is a line on an upper envelope.
    if (plans[low] === plans[high]) {
      plans.fill(plans[low], low, high);
      return;
    }
    const middle = (low + high) >> 1;
    plans[middle] = this.#numberAt(chances, prices[middle], book);
    this.#fillBetween(chances, prices, book, plans, low, middle);
    this.#fillBetween(chances, prices, book, plans, middle, high);
  }

  #numberAt(chances: Chances, price: number, book: PlanBook): number {
    this.#solve(chances, price, 0);
    let number = 0;
    for (let s = this.#best[0]; s >= 0; s = this.#best[this.#graph.after[s]]) {
      number = book.extend(number, s);
      if (this.#isShort) break;
    }
    return number;
  }

  #solve({ passes, rightIfPassed }: Chances, price: number, from: number): void {
    const { after, last, histories } = this.#graph;
    const [starts, options, values, best] = [this.#starts, this.#options, this.#value, this.#best];
    const unitCosts = this.#unitCosts;
    for (let h = this.#isShort ? from : histories - 1; h >= from; h--) {
      let first = -1;
      let most = h === 0 ? -Infinity : 0;
      for (let o = starts[h]; o < starts[h + 1]; o++) {
        const s = options[o];
        const later = this.#isShort ? 0 : (1 - passes[s]) * values[after[s]];
        const value = passes[s] * rightIfPassed[s] - price * unitCosts[last[s]] + later;
        if (value > most) {
          most = value;
          first = s;
        }
      }
      values[h] = first < 0 ? 0 : most;
      best[h] = first;
    }
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
