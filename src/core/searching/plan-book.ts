/** Numbers plans as they turn up: equal plans have the same number. The empty plan is 0. */
export class PlanBook {
  /** What each plan is without its last sequence, and that. */
  readonly #parents = [-1];
  readonly #lasts = [-1];
  readonly #children: Map<number, number>[] = [new Map()];

  /** The plan that asks for one answer more. */
  extend(plan: number, sequence: number): number {
    const children = this.#children[plan];
    const known = children.get(sequence);
    if (known !== undefined) return known;
    const number = this.#parents.length;
    this.#parents.push(plan);
    this.#lasts.push(sequence);
    this.#children.push(new Map());
    children.set(sequence, number);
    return number;
  }

  /** Positions of sequences, as a planner gives them. */
  plan(number: number): number[] {
    const plan: number[] = [];
    for (let n = number; n > 0; n = this.#parents[n]) plan.push(this.#lasts[n]);
    return plan.reverse();
  }
}
