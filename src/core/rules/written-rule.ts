import { sha256Hex } from '../digest';
import type { LabellingRule, LevelCondition, WrittenLevel } from '../labelling';
import { ConditionError } from './condition-error';
import type { Place } from './expression';
import { parseCondition } from './parse';
import { printCondition } from './print';

/** How the ids of rules in words begin. */
const prefix = 'written-';

export const isWritten = (rule: Pick<LabellingRule, 'id'>) => rule.id.startsWith(prefix);
export const isWrittenLevel = (level: LevelCondition): level is WrittenLevel => 'when' in level;

/** What can't be read in a rule, with the level's index. */
export interface RuleProblem {
  index: number;
  message: string;
  place: Place;
}

/**
 * A rule whose levels are conditions in words; one more takes what is left. Levels are numbered from 1 in the order
 * in which they are tried, unless numbers are given.
 *
 * @param conditions as `parseCondition` reads them
 * @param options.levels one more than there are conditions
 * @throws ConditionError of the first that can't be read
 */
export function writtenRule(
  conditions: readonly string[],
  models: number,
  options: { name?: string; levels?: readonly number[] } = {},
): LabellingRule {
  const { levels: numbers = [...conditions, ''].map((_, index) => index + 1) } = options;
  const levels: LevelCondition[] = conditions.map((text, index) => ({
    level: numbers[index],
    when: printCondition(parseCondition(text, models)),
  }));
  levels.push({ level: numbers[conditions.length], any: [] });
  const id = `${prefix}${sha256Hex(JSON.stringify([models, levels])).slice(0, 12)}`;
  return { id, name: options.name ?? 'A rule of your own', models, trials: null, levels };
}

/** What can't be read in the conditions, one problem a condition at most. */
export function problemsIn(conditions: readonly string[], models: number): RuleProblem[] {
  return conditions.flatMap((text, index): RuleProblem[] => {
    try {
      parseCondition(text, models);
      return [];
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      return [{ index, message: error.message, place: error.place }];
    }
  });
}
