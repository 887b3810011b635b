import type { AssignmentRule } from './assignment';
import { ownAssignment, paperRule } from './assignment';
import type { RecordedTask } from './experiment';
import { type LabellingRule, paperFiveLevel, singleTrial, smallestReliable } from './labelling';
import { shown } from './outcomes-error';
import { conditionsOf } from './rules/presets';
import { isWritten, problemsIn, writtenRule } from './rules/written-rule';

/** Rules that an outcomes file names by their id. */
export const namedRules = ['paper-5-level', 'single-trial'] as const;

/** A level as a file states it: its condition, which the last one lacks, and the id of the model that it goes to. */
export interface StatedLevel {
  level: number;
  when?: string;
  model: string;
}

/** A labelling rule as an outcomes file states it. */
export type StatedRule =
  (typeof namedRules)[number] | { smallestReliable: number } | { name: string; levels: StatedLevel[] };

const byName: Record<(typeof namedRules)[number], LabellingRule> = {
  'paper-5-level': paperFiveLevel,
  'single-trial': singleTrial,
};

/**
 * The rule that a file states, with where its levels go.
 *
 * @param modelIds cheapest first
 * @throws ConditionError where a condition can't be read: `statedProblems` names them all
 */
export function ruleFrom(
  stated: StatedRule,
  modelIds: readonly string[],
): { rule: LabellingRule; assignment: AssignmentRule } {
  const models = modelIds.length;
  if (typeof stated === 'object' && 'levels' in stated) {
    const { name, levels } = stated;
    const conditions = levels.slice(0, -1).map(({ when = '' }) => when);
    const rule = writtenRule(conditions, models, { name, levels: levels.map(({ level }) => level) });
    const modelOfLevel = levels.map(({ level, model }) => [level, modelIds.indexOf(model)]);
    return { rule, assignment: ownAssignment(Object.fromEntries(modelOfLevel) as Record<number, number>) };
  }
  const rule =
    typeof stated === 'string' ? byName[stated] : smallestReliable(models, stated.smallestReliable);
  return { rule, assignment: paperRule(rule) };
}

/** What is wrong with a rule in words, each with its path in the header. */
export function statedProblems(stated: StatedRule, modelIds: readonly string[]): string[] {
  if (typeof stated === 'string' || !('levels' in stated)) return [];
  const { levels } = stated;
  const path = (index: number) => `rule.levels[${index}]`;
  const conditions = levels.slice(0, -1).map(({ when = '' }) => when);
  return [
    ...levels.flatMap(({ level, model }, index) => [
      ...(levels.findIndex((other) => other.level === level) < index
        ? [`${path(index)}.level: expected a number not used before, got ${level} again`]
        : []),
      ...(modelIds.includes(model)
        ? []
        : [
            `${path(index)}.model: expected a model of the header (${modelIds.map(shown).join(', ')}), got ${shown(model)}`,
          ]),
    ]),
    ...problemsIn(conditions, modelIds.length).map(
      ({ index, message, place }) => `${path(index)}.when, character ${place.start + 1}: ${message}`,
    ),
    ...(levels.at(-1)?.when === undefined
      ? []
      : [`${path(levels.length - 1)}.when: expected nothing, as the last level takes what is left`]),
  ];
}

/** The rule where a file states none: the paper's own where models and trials fit it. */
export function defaultRule(models: number, tasks: readonly RecordedTask[]): LabellingRule {
  const fits = (rule: LabellingRule) =>
    models === rule.models &&
    tasks.every(({ trials }) => trials.every((ofModel) => ofModel.length === rule.trials));
  return [paperFiveLevel, singleTrial].find(fits) ?? smallestReliable(models);
}

/** How a file states a rule: by its name where it has one, else in words, with where its levels go. */
export function statedRule(
  rule: LabellingRule,
  assignment: AssignmentRule,
  modelIds: readonly string[],
): StatedRule {
  const same = (other: LabellingRule) => JSON.stringify(other) === JSON.stringify(rule);
  const named = namedRules.find((id) => same(byName[id]));
  if (named) return named;
  const [first] = rule.levels;
  const threshold = 'any' in first ? (first.any[0]?.atLeast ?? 0) : 0;
  if (!isWritten(rule) && same(smallestReliable(rule.models, threshold)))
    return { smallestReliable: threshold };
  const conditions = conditionsOf(rule);
  const levels = rule.levels.map(({ level }, index): StatedLevel => ({
    level,
    ...(index < conditions.length && { when: conditions[index] }),
    model: modelIds[assignment.modelOfLevel[level]],
  }));
  return { name: rule.name, levels };
}
