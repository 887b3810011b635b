import type { RecordedTask } from './experiment';
import { type LabellingRule, paperFiveLevel, singleTrial, smallestReliable } from './labelling';
import { OutcomesFileError } from './outcomes-error';

/** Rules that an outcomes file names by their id. */
export const namedRules = ['paper-5-level', 'single-trial'] as const;

/** A labelling rule as an outcomes file states it. */
export type StatedRule = (typeof namedRules)[number] | { smallestReliable: number };

const byName: Record<(typeof namedRules)[number], LabellingRule> = {
  'paper-5-level': paperFiveLevel,
  'single-trial': singleTrial,
};

/** The rule that a file states, for K models. */
export function ruleFrom(stated: StatedRule, models: number): LabellingRule {
  return typeof stated === 'string' ? byName[stated] : smallestReliable(models, stated.smallestReliable);
}

/** The rule where a file states none: the paper's own where models and trials fit it. */
export function defaultRule(models: number, tasks: readonly RecordedTask[]): LabellingRule {
  const fits = (rule: LabellingRule) =>
    models === rule.models &&
    tasks.every(({ trials }) => trials.every((ofModel) => ofModel.length === rule.trials));
  return [paperFiveLevel, singleTrial].find(fits) ?? smallestReliable(models);
}

/**
 * How a file states a rule.
 *
 * @throws OutcomesFileError 'unknown-rule' where it can't
 */
export function statedRule(rule: LabellingRule): StatedRule {
  const same = (other: LabellingRule) => JSON.stringify(other) === JSON.stringify(rule);
  const name = namedRules.find((id) => same(byName[id]));
  if (name) return name;
  const threshold = rule.levels[0]?.any[0]?.atLeast ?? 0;
  if (same(smallestReliable(rule.models, threshold))) return { smallestReliable: threshold };
  throw new OutcomesFileError(
    'unknown-rule',
    `An outcomes file can't state the labelling rule “${rule.name}”, only the paper's and the smallest reliable model`,
  );
}
