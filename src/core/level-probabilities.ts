import type { LabellingRule } from './labelling';
import { narrowed, openModels, type OpenRule, openKey, openRule } from './open-rule';

/**
 * How likely each level is for a task whose success counts are drawn, each model's by itself. Exact, without
 * looking at every combination: models are drawn in turn, and what has the same future is counted together.
 *
 * @param counts counts[model][x]: the probability of x successes in that model's trials, 0 to all
 * @returns level -> probability, of those that can occur; they sum to 1
 * @throws RangeError where the counts don't fit the rule
 */
export function levelProbabilities(
  rule: LabellingRule,
  counts: readonly (readonly number[])[],
): Map<number, number> {
  const trials = counts.map((ofModel) => ofModel.length - 1);
  const none = counts.map(() => 0);
  let states: { open: OpenRule; probability: number }[] = [
    { open: openRule(rule, none, none, trials), probability: 1 },
  ];
  counts.forEach((ofModel, model) => {
    const next = new Map<string, (typeof states)[number]>();
    for (const { open, probability } of states) {
      if (!openModels(open).includes(model)) {
        // Its successes change nothing.
        const key = openKey(open);
        const state = next.get(key);
        if (state) state.probability += probability;
        else next.set(key, { open, probability });
        continue;
      }
      ofModel.forEach((share, x) => {
        if (share === 0) return;
        const drawn = narrowed(open, model, x, x);
        const key = openKey(drawn);
        const state = next.get(key);
        if (state) state.probability += probability * share;
        else next.set(key, { open: drawn, probability: probability * share });
      });
    }
    states = [...next.values()];
  });
  const levels = new Map<number, number>();
  for (const { open, probability } of states) {
    const { level } = open.levels[0];
    levels.set(level, (levels.get(level) ?? 0) + probability);
  }
  return levels;
}
