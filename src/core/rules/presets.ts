import { type CountCondition, type LabellingRule, paperFiveLevel, singleTrial } from '../labelling';
import { isWrittenLevel } from './written-rule';

/** Conditions to begin with; one more level takes what is left. */
export interface RulePreset {
  id: string;
  name: string;
  conditions: string[];
  /** The model of each level, the last one included. */
  assignment: number[];
}

const upTo = (models: number) => Array.from({ length: models }, (_, k) => k);

/** What there is to begin with for so many models, the paper's first where it speaks of them. */
export function rulePresets(models: number): RulePreset[] {
  const perModel = [...upTo(models), models - 1];
  const reliable = (share: string, words: string): RulePreset => ({
    id: `reliable-${share}`,
    name: `Smallest model that passes ${words}`,
    conditions: upTo(models).map((k) => `x${k + 1} >= ${share === '1' ? 'M' : `${share} * M`}`),
    assignment: perModel,
  });
  const paper: RulePreset = {
    id: paperFiveLevel.id,
    name: 'The paper’s five levels, for any M',
    conditions: ['x1 == M or x1 + x2 >= 1.4 * M', 'x2 == M', 'x3 == M', 'x2 >= 0.4 * M or x3 >= 0.4 * M'],
    assignment: [0, 0, 1, 1, 2],
  };
  const classes: RulePreset = {
    id: singleTrial.id,
    name: 'First model that passes at all (single-trial classes)',
    conditions: upTo(models - 1).map((k) => `x${k + 1} >= 1`),
    assignment: upTo(models),
  };
  return [
    ...(models === 3 ? [paper] : []),
    reliable('0.5', 'half of its trials'),
    reliable('1', 'all of its trials'),
    ...(models > 1 ? [classes] : []),
  ];
}

/** The conditions of a rule in words, but for the last level's, which takes what is left. */
export function conditionsOf(rule: LabellingRule): string[] {
  return rule.levels
    .slice(0, -1)
    .map((level) =>
      isWrittenLevel(level) ? level.when : level.any.map((one) => inWords(one, rule)).join(' or '),
    );
}

/** Cut, not rounded, to what a condition may hold: two thirds of three trials stay two. */
const shortened = (share: number) => String(Number((Math.floor(share * 1e6) / 1e6).toFixed(6)));

function inWords({ models, atLeast, unit }: CountCondition, { trials }: LabellingRule): string {
  const sum = models.map((k) => `x${k + 1}`).join(' + ');
  if (unit === 'share') {
    const all = models.map((k) => `M${k + 1}`).join(' + ');
    if (atLeast === 1) return `${sum} >= ${all}`;
    return `${sum} >= ${shortened(atLeast)} * ${models.length === 1 ? all : `(${all})`}`;
  }
  return models.length === 1 && atLeast === trials ? `${sum} == M` : `${sum} >= ${Math.ceil(atLeast)}`;
}
