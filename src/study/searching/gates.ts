import type { Chances } from '../../core/searching/planner';
import type { AttemptGraph } from '../../core/searching/sequences';

/** A task on which a model could have been asked, with its chance to pass then. */
interface Case {
  chance: number;
  isAsked: boolean;
  weight: number;
}

/** A gate must tell rightly of this share of each, the tasks that a model is asked on and those that it isn't. */
const clearEnough = 0.9;

/**
 * Puts plans into words: above which predicted chance to pass is a model asked? Chances are those after the failures
 * that come before in the plan, or after all of it where the model isn't in it.
 */
export class Gates {
  readonly #graph: AttemptGraph;
  readonly #cases: Case[][];
  readonly #following: Map<string, number>;

  constructor(graph: AttemptGraph) {
    this.#graph = graph;
    this.#cases = graph.tries.map(() => []);
    this.#following = new Map(graph.sequences.map((_, s) => [`${graph.before[s]} ${graph.last[s]}`, s]));
  }

  /** @param plan positions of sequences, made for a task with these chances */
  add(plan: readonly number[], { passes }: Chances, weight: number): void {
    const { last, after } = this.#graph;
    this.#cases.forEach((cases, model) => {
      const asked = plan.find((s) => last[s] === model);
      const next = asked ?? this.#following.get(`${after[plan[plan.length - 1]]} ${model}`);
      if (next !== undefined) cases.push({ chance: passes[next], isAsked: asked !== undefined, weight });
    });
  }

  /**
   * Per model, the chance above which it is asked, halfway between the cases that it parts best; null where it is
   * always or never asked, or no chance parts them clearly (by what comes later, or by a coin flip).
   */
  values(): (number | null)[] {
    return this.#cases.map((cases) => {
      const total = (isAsked: boolean) =>
        cases.reduce((sum, one) => sum + (one.isAsked === isAsked ? one.weight : 0), 0);
      const [asked, skipped] = [total(true), total(false)];
      if (asked === 0 || skipped === 0) return null;
      const sorted = cases.toSorted((a, b) => a.chance - b.chance);
      let [skippedBelow, askedBelow] = [0, 0];
      let best = { clear: 0, gate: 0 };
      for (let i = 0; i + 1 < sorted.length; i++) {
        const { chance, isAsked, weight } = sorted[i];
        if (isAsked) askedBelow += weight;
        else skippedBelow += weight;
        if (sorted[i + 1].chance === chance) continue;
        const clear = Math.min(skippedBelow / skipped, 1 - askedBelow / asked);
        if (clear > best.clear) best = { clear, gate: (chance + sorted[i + 1].chance) / 2 };
      }
      return best.clear >= clearEnough ? best.gate : null;
    });
  }
}
