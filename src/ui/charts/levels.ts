import type { Experiment, Model } from '../../core/experiment';
import type { CountCondition, LabellingRule } from '../../core/labelling';

/** The colour of the i-th of n levels, on the one ramp that levels have. */
export function levelColour(i: number, n: number): string {
  const step = n === 1 ? 1 : 1 + Math.round((i / (n - 1)) * 4);
  return `var(--level-${step})`;
}

/** A condition of a labelling rule in words: "Code Llama 7B and GPT-3.5 together pass at least 7 trials". */
export function conditionText(condition: CountCondition, experiment: Pick<Experiment, 'models'>): string {
  const names = condition.models.map((k) => experiment.models[k].name);
  const who = names.length > 1 ? `${names.join(' and ')} together pass` : `${names[0]} passes`;
  if (condition.unit === 'share')
    return `${who} at least ${Math.round(condition.atLeast * 100)} % of its trials`;
  return `${who} at least ${condition.atLeast} ${condition.atLeast === 1 ? 'trial' : 'trials'}`;
}

/** Models, and the levels that their answers make. */
interface Levelled {
  models: readonly Pick<Model, 'name'>[];
  rule: { id: string; levels: readonly { level: number; when?: string }[] };
}

/** What a level says of a task, short enough to stand beside it. */
export function levelMeaning({ rule, models }: Levelled, level: number): string {
  if (rule.id === 'paper-5-level') return fiveLevelMeanings[level] ?? '';
  const last = rule.levels[rule.levels.length - 1].level;
  const deciding = rule.levels.find((one) => one.level === level);
  if (deciding?.when !== undefined) return deciding.when;
  if (rule.levels.some(({ when }) => when !== undefined)) return 'all other tasks';
  if (rule.id === 'single-trial') {
    return level === last
      ? `only ${models[level].name} passes`
      : `${models[level].name} is the first to pass`;
  }
  return level === last ? 'no model is reliable' : `${models[level].name} is enough`;
}

const fiveLevelMeanings: Record<number, string> = {
  1: 'the small model does it',
  2: 'the middle model never fails',
  3: 'only the large model never fails',
  4: 'the larger ones, now and then',
  5: 'hardly any model',
};

/** The rule's levels in the order in which they are tried, each with its conditions in words. */
export function ruleSteps(rule: LabellingRule, experiment: Pick<Experiment, 'models'>) {
  return rule.levels.map((level) => ({
    level: level.level,
    conditions:
      'when' in level ? [level.when] : level.any.map((condition) => conditionText(condition, experiment)),
  }));
}
