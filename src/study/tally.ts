import { movesWidth, type Replayed } from '../core/replay';

/** Per-task expectations of one policy, added up over repeats and over the branches of a coin flip. */
export class Tally {
  readonly accuracy: Float64Array;
  readonly cost: Float64Array;
  readonly calls: Float64Array;
  readonly callsPerModel: Float64Array;
  /** Summed over tasks. */
  readonly moves: Float64Array;
  readonly #unitCosts: readonly number[];

  constructor(tasks: number, unitCosts: readonly number[]) {
    const models = unitCosts.length;
    this.#unitCosts = unitCosts;
    this.accuracy = new Float64Array(tasks);
    this.cost = new Float64Array(tasks);
    this.calls = new Float64Array(tasks);
    this.callsPerModel = new Float64Array(models);
    this.moves = new Float64Array((models + 1) * movesWidth(models));
  }

  /** Adds what a policy does on task i, with this share of all that is added for the task. */
  add(i: number, replayed: Replayed, share = 1): void {
    if (share === 0) return;
    this.accuracy[i] += share * replayed.accuracy;
    replayed.calls.forEach((calls, k) => {
      this.cost[i] += share * calls * this.#unitCosts[k];
      this.calls[i] += share * calls;
      this.callsPerModel[k] += share * calls;
    });
    replayed.moves.forEach((moves, at) => (this.moves[at] += share * moves));
  }
}
