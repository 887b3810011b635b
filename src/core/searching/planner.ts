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

/** Bounds are this much too wide rather than too narrow. */
const rounding = 1e-12;

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
  readonly #graph: AttemptGraph;
  /** May an answer that fails be followed by another? */
  readonly #goesOn: boolean;
  /** What may be asked, grouped by history: starts[h] .. starts[h + 1]. */
  readonly #starts: Int32Array;
  readonly #sequences: Int32Array;
  readonly #costs: Float64Array;
  readonly #after: Int32Array;
  /** Of the task at hand: what each brings, and how likely it fails. */
  readonly #gains: Float64Array;
  readonly #fails: Float64Array;
  /** Per history, the most that can still be had, and the sequence that begins it; -1 for none. */
  readonly #values: Float64Array;
  readonly #best: Int32Array;
  /** For solving at several prices: bounds by depth, and in which round each history was solved. */
  readonly #bounds: Float64Array[] = [];
  readonly #solvedIn: Int32Array;
  #round = 0;

  constructor(graph: AttemptGraph, unitCosts: readonly number[], limits: PlanLimits = {}) {
    const { ascending = false, tries = graph.tries, single = false } = limits;
    this.#graph = graph;
    this.#goesOn = !single;
    const isAllowed = (sequence: readonly number[]) => {
      const counts = tries.map(() => 0);
      for (const model of sequence) counts[model]++;
      const isAscending =
        sequence.length < 2 || sequence[sequence.length - 2] <= sequence[sequence.length - 1];
      return counts.every((count, k) => count <= tries[k]) && (isAscending || !ascending);
    };
    // Sequences stand in the order of their histories.
    const allowed = graph.sequences.flatMap((sequence, s) => (isAllowed(sequence) ? [s] : []));
    this.#sequences = Int32Array.from(allowed);
    this.#costs = Float64Array.from(allowed, (s) => unitCosts[graph.last[s]]);
    this.#after = Int32Array.from(allowed, (s) => graph.after[s]);
    this.#starts = new Int32Array(graph.histories + 1);
    for (const s of allowed) this.#starts[graph.before[s] + 1]++;
    for (let h = 0; h < graph.histories; h++) this.#starts[h + 1] += this.#starts[h];
    this.#gains = new Float64Array(allowed.length);
    this.#fails = new Float64Array(allowed.length);
    this.#values = new Float64Array(graph.histories);
    this.#best = new Int32Array(graph.histories);
    this.#solvedIn = new Int32Array(graph.histories);
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
    this.#look(chances);
    this.#solve(price, from);
    const plan: number[] = [];
    for (let s = this.#best[from]; s >= 0; s = this.#best[this.#graph.after[s]]) {
      plan.push(s);
      if (!this.#goesOn) break;
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
    this.#look(chances);
    const [low, high] = [this.#boundsAt(0), this.#boundsAt(1)];
    plans[0] = this.#solveAll(prices[0], low, book);
    plans[end] = this.#solveAll(prices[end], high, book);
    this.#fillBetween({ prices, book, plans }, 0, end, low, high, 2);
    return plans;
  }

  /**
   * Fills in what is best between two prices.
   *
   * @param low at most so much can be had after each history, at the lower price; `high`: at the higher
   * @param depth which bounds may be written over
   */
  #fillBetween(
    to: { prices: readonly number[]; book: PlanBook; plans: Int32Array },
    from: number,
    end: number,
    low: Float64Array,
    high: Float64Array,
    depth: number,
  ): void {
    if (end - from < 2) return;
    const { prices, plans } = to;
    // What can be had is convex in the price: what is best at two prices is best between them, and no more can be had
    // there than on the chord.
    if (plans[from] === plans[end]) {
      plans.fill(plans[from], from, end);
      return;
    }
    const middle = (from + end) >> 1;
    const share = (prices[middle] - prices[from]) / (prices[end] - prices[from]);
    const bounds = this.#boundsAt(depth);
    for (let h = 0; h < bounds.length; h++) bounds[h] = low[h] + share * (high[h] - low[h]) + rounding;
    this.#round++;
    this.#solveFrom(0, prices[middle], bounds);
    plans[middle] = this.#numberIn(to.book);
    this.#fillBetween(to, from, middle, low, bounds, depth + 1);
    this.#fillBetween(to, middle, end, bounds, high, depth + 1);
  }

  #boundsAt(depth: number): Float64Array {
    return (this.#bounds[depth] ??= new Float64Array(this.#best.length));
  }

  #solveAll(price: number, bounds: Float64Array, book: PlanBook): number {
    this.#solve(price, 0);
    bounds.set(this.#values);
    return this.#numberIn(book);
  }

  #numberIn(book: PlanBook): number {
    let number = 0;
    for (let s = this.#best[0]; s >= 0; s = this.#best[this.#graph.after[s]]) {
      number = book.extend(number, s);
      if (!this.#goesOn) break;
    }
    return number;
  }

  /**
   * Solves from a history on, but for what its bounds show not to matter (branch and bound).
   *
   * @param bounds of what can be had after each history; those looked at become what can be had
   */
  #solveFrom(history: number, price: number, bounds: Float64Array): number {
    if (this.#solvedIn[history] === this.#round) return bounds[history];
    const [after, costs, gains, fails] = [this.#after, this.#costs, this.#gains, this.#fails];
    const [from, end] = [this.#starts[history], this.#starts[history + 1]];
    const worth = (o: number, later: number) => gains[o] - price * costs[o] + fails[o] * later;
    let [promising, promised] = [-1, -Infinity];
    for (let o = from; o < end; o++) {
      const most = worth(o, bounds[after[o]]);
      if (most > promised) [promising, promised] = [o, most];
    }
    let most = history === 0 ? -Infinity : 0;
    let first = -1;
    if (promised > most) {
      const value = worth(promising, this.#solveFrom(after[promising], price, bounds));
      if (value > most) [first, most] = [promising, value];
      for (let o = from; o < end; o++) {
        if (o === promising || worth(o, bounds[after[o]]) < most) continue;
        const value = worth(o, this.#solveFrom(after[o], price, bounds));
        if (value > most || (value === most && o < first)) [first, most] = [o, value];
      }
    }
    this.#solvedIn[history] = this.#round;
    this.#best[history] = first < 0 ? -1 : this.#sequences[first];
    bounds[history] = most;
    return most;
  }

  #look({ passes, rightIfPassed }: Chances): void {
    this.#sequences.forEach((s, o) => {
      this.#gains[o] = passes[s] * rightIfPassed[s];
      this.#fails[o] = this.#goesOn ? 1 - passes[s] : 0;
    });
  }

  #solve(price: number, from: number): void {
    const [starts, sequences, after, costs] = [this.#starts, this.#sequences, this.#after, this.#costs];
    const [gains, fails, values, best] = [this.#gains, this.#fails, this.#values, this.#best];
    for (let h = best.length - 1; h >= from; h--) {
      let first = -1;
      let most = h === 0 ? -Infinity : 0;
      for (let o = starts[h]; o < starts[h + 1]; o++) {
        const value = gains[o] - price * costs[o] + fails[o] * values[after[o]];
        if (value > most) {
          most = value;
          first = sequences[o];
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
