import { bind } from './rules/bind';
import { always, type Condition, holds } from './rules/condition';
import { ConditionError } from './rules/condition-error';
import { parseCondition } from './rules/parse';

/** "The successes of these models together are at least this many", or at least this share of their trials. */
export interface CountCondition {
  /** Model indices, cheapest model 0. */
  models: number[];
  atLeast: number;
  unit: 'successes' | 'share';
}

/** A level holds where any of its conditions does; no condition means "all other tasks". */
export interface CountedLevel {
  level: number;
  any: CountCondition[];
}

/** A level holds where its condition does: text that `parseCondition` (core/rules) reads. */
export interface WrittenLevel {
  level: number;
  when: string;
}

export type LevelCondition = CountedLevel | WrittenLevel;

/** Turns success counts into a complexity level: the first level whose condition holds. */
export interface LabellingRule {
  id: string;
  name: string;
  /** The number of models that the rule speaks of. */
  models: number;
  /** The number of trials per model that the rule needs; null: any. */
  trials: number | null;
  /** In the order in which they are tried; the last one has no condition. */
  levels: LevelCondition[];
}

const successes = (models: number[], atLeast: number): CountCondition => ({
  models,
  atLeast,
  unit: 'successes',
});

/** Section 3.1 and Fig. 3, for K = 3 models and M = 5 trials. */
export const paperFiveLevel: LabellingRule & { levels: CountedLevel[] } = {
  id: 'paper-5-level',
  name: 'The paper’s five levels',
  models: 3,
  trials: 5,
  levels: [
    { level: 1, any: [successes([0], 5), successes([0, 1], 7)] },
    { level: 2, any: [successes([1], 5)] },
    { level: 3, any: [successes([2], 5)] },
    { level: 4, any: [successes([1], 2), successes([2], 2)] },
    { level: 5, any: [] },
  ],
};

/** Section 4.1, the first attempt: one trial per model; the class is the first model that succeeds. */
export const singleTrial: LabellingRule & { levels: CountedLevel[] } = {
  id: 'single-trial',
  name: 'Single trial, three classes',
  models: 3,
  trials: 1,
  levels: [
    { level: 0, any: [successes([0], 1)] },
    { level: 1, any: [successes([1], 1)] },
    { level: 2, any: [] },
  ],
};

/**
 * Level k: model k is the cheapest whose share of successes reaches the threshold; level K: none does.
 *
 * @param models K, at least 1
 * @param threshold in (0, 1]
 */
export function smallestReliable(
  models: number,
  threshold = 0.5,
): LabellingRule & { levels: CountedLevel[] } {
  const levels: CountedLevel[] = Array.from({ length: models }, (_, k) => ({
    level: k,
    any: [{ models: [k], atLeast: threshold, unit: 'share' }],
  }));
  levels.push({ level: models, any: [] });
  return {
    id: `smallest-reliable-${threshold}`,
    name: `Smallest reliable model (at least ${Math.round(threshold * 100)} % of its trials pass)`,
    models,
    trials: null,
    levels,
  };
}

/**
 * The successes that a condition wants of its models together, a whole number: what is at least `atLeast` is at
 * least this.
 *
 * @param trialCounts trials per model; used by conditions on shares only
 */
export function successesNeeded({ models, atLeast, unit }: CountCondition, trialCounts: readonly number[]) {
  if (unit === 'successes') return Math.ceil(atLeast);
  // Shares are compared as whole numbers where they allow it: 3 of 5 reaches 0.6.
  return Math.ceil(atLeast * sumOver(models, trialCounts) - 1e-9);
}

const sumOver = (models: readonly number[], values: readonly number[]) =>
  models.reduce((total, k) => total + values[k], 0);

/** @throws RangeError where a rule can't speak of so many models with so many trials each */
export function checkFits(rule: LabellingRule, trialCounts: readonly number[]): void {
  if (trialCounts.length !== rule.models) {
    throw new RangeError(
      `rule ${rule.id} speaks of ${rule.models} models, the counts of ${trialCounts.length}`,
    );
  }
  if (rule.trials !== null && trialCounts.some((count) => count !== rule.trials)) {
    throw new RangeError(
      `rule ${rule.id} needs ${rule.trials} trials per model, not ${trialCounts.join(', ')}`,
    );
  }
}

const kept = new WeakMap<LabellingRule, Map<string, readonly BoundLevel[]>>();

/** A level with its condition for so many trials. */
export interface BoundLevel {
  level: number;
  condition: Condition;
}

/**
 * The levels of a rule for so many trials per model, in the order in which they are tried; the last one always holds.
 *
 * @throws RangeError where the rule can't speak of them: `checkFits`, or what a written condition has against them
 */
export function boundLevels(rule: LabellingRule, trialCounts: readonly number[]): readonly BoundLevel[] {
  const key = trialCounts.join();
  let byTrials = kept.get(rule);
  if (!byTrials) kept.set(rule, (byTrials = new Map<string, readonly BoundLevel[]>()));
  let levels = byTrials.get(key);
  if (!levels) {
    checkFits(rule, trialCounts);
    levels = rule.levels.map((level) => ({
      level: level.level,
      condition: 'when' in level ? written(rule, level, trialCounts) : counted(level, trialCounts),
    }));
    byTrials.set(key, levels);
  }
  return levels;
}

function counted({ any }: CountedLevel, trialCounts: readonly number[]): Condition {
  if (any.length === 0) return always;
  const parts = any.map((condition): Condition => {
    const weights = trialCounts.map((_, k) => condition.models.filter((model) => model === k).length);
    return { kind: 'sum', weights, need: successesNeeded(condition, trialCounts) };
  });
  return { kind: 'any', parts };
}

function written(
  rule: LabellingRule,
  { level, when }: WrittenLevel,
  trialCounts: readonly number[],
): Condition {
  try {
    return bind(parseCondition(when, rule.models), trialCounts);
  } catch (cause) {
    if (!(cause instanceof ConditionError)) throw cause;
    throw new RangeError(`level ${level} of the rule: ${cause.message}`, { cause });
  }
}

/**
 * The level of one task.
 *
 * @param successCounts successes per model, cheapest first
 * @param trialCounts trials per model; used by conditions on shares, and by written ones
 * @throws RangeError where the counts don't fit the rule
 */
export function levelOf(rule: LabellingRule, successCounts: number[], trialCounts: number[]): number {
  const levels = boundLevels(rule, successCounts.length === rule.models ? trialCounts : successCounts);
  return levels.find(({ condition }) => holds(condition, successCounts))!.level;
}

/** The levels of a rule, in ascending order. */
export function levelsOf(rule: LabellingRule): number[] {
  return rule.levels.map(({ level }) => level).sort((a, b) => a - b);
}
