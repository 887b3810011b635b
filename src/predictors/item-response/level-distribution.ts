import { type LabellingRule, levelsOf } from '../../core/labelling';
import { droppedLevel, withCleaning } from '../../core/lazy-labelling';
import { narrowed, openModels, type OpenRule, openKey, openRule } from '../../core/open-rule';

/** A rule as it stands: settled, or with a model whose successes are looked at next. */
type Node = { level: number } | { model: number; after: Node[] };

/** Distribution over the levels of a rule (in the order of `levelsOf`), given that some trial passes. */
export type LevelDistribution = (passProbabilities: readonly number[]) => number[];

/**
 * The distribution over levels where each model's successes are binomial, each for itself: exact, and without going
 * through successes that can't change the level any more.
 *
 * @param trials per model
 * @throws RangeError where the rule doesn't fit so many trials
 */
export function levelDistribution(rule: LabellingRule, trials: readonly number[]): LevelDistribution {
  const none = trials.map(() => 0);
  const nodes = new Map<string, Node>();
  const nodeOf = (open: OpenRule): Node => {
    const key = openKey(open);
    const before = nodes.get(key);
    if (before) return before;
    const left = openModels(open);
    const node: Node =
      open.levels.length === 1 || left.length === 0
        ? { level: open.levels[0].level }
        : { model: Math.min(...left), after: [] };
    nodes.set(key, node);
    if ('after' in node) {
      const { model, after } = node;
      for (let passes = 0; passes <= trials[model]; passes++) {
        after.push(nodeOf(narrowed(open, model, passes, passes)));
      }
    }
    return node;
  };
  const root = nodeOf(openRule(withCleaning(rule), none, none, trials));
  const levels = levelsOf(rule);

  return (passProbabilities) => {
    const counts = passProbabilities.map((pass, k) => binomial(trials[k], pass));
    const result = new Array<number>(levels.length).fill(0);
    const visit = (node: Node, probability: number): void => {
      if (probability === 0) return;
      if ('level' in node) {
        if (node.level !== droppedLevel) result[levels.indexOf(node.level)] += probability;
        return;
      }
      node.after.forEach((next, passes) => visit(next, probability * counts[node.model][passes]));
    };
    visit(root, 1);
    const kept = result.reduce((sum, probability) => sum + probability, 0);
    return result.map((probability) => (kept > 0 ? probability / kept : 1 / levels.length));
  };
}

/** Probabilities of 0 .. n successes. */
function binomial(n: number, pass: number): Float64Array {
  const result = new Float64Array(n + 1);
  let ways = 1;
  for (let m = 0; m <= n; m++) {
    result[m] = ways * pass ** m * (1 - pass) ** (n - m);
    ways = (ways * (n - m)) / (m + 1);
  }
  return result;
}
