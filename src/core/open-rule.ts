import { checkFits, type LabellingRule, successesNeeded } from './labelling';

/** A condition that some outcomes of the trials to come meet and others don't: so many successes are still needed. */
interface OpenCondition {
  models: readonly number[];
  need: number;
}

interface OpenLevel {
  level: number;
  /** Empty for the last level, which takes all that is left. */
  any: readonly OpenCondition[];
}

/**
 * What a labelling rule comes down to once some outcomes are known: the levels that can still be reached, each
 * with the conditions that are still open. The outcomes to come are a box: 0..left successes of each model.
 * Every condition can be met (by all successes) and missed (by none), as can those of one level together.
 */
export interface OpenRule {
  levels: readonly OpenLevel[];
  /** Trials to come, per model. */
  left: readonly number[];
}

const times = (condition: OpenCondition, model: number) =>
  condition.models.reduce((n, k) => n + Number(k === model), 0);

/** Drops what can't be met any more, and ends the list at the first level that can't be missed any more. */
function settled(levels: readonly OpenLevel[], left: readonly number[]): OpenRule {
  const open: OpenLevel[] = [];
  for (const { level, any } of levels) {
    if (any.length === 0 || any.some(({ need }) => need <= 0)) {
      // A level that what is left falls to anyhow needs no condition of its own.
      while (open.at(-1)?.level === level) open.pop();
      open.push({ level, any: [] });
      break;
    }
    const possible = any.filter(({ models, need }) => models.reduce((sum, k) => sum + left[k], 0) >= need);
    if (possible.length > 0) open.push({ level, any: possible });
  }
  return { levels: open, left };
}

/**
 * The rule as it stands after some of the trials.
 *
 * @param successes per model, of the trials asked so far
 * @param asked trials per model whose outcome is known
 * @param trials per model, of the full run
 * @throws RangeError where the counts don't fit the rule or each other
 */
export function openRule(
  rule: LabellingRule,
  successes: readonly number[],
  asked: readonly number[],
  trials: readonly number[],
): OpenRule {
  checkFits(rule, trials);
  const fit = trials.every((m, k) => successes[k] >= 0 && successes[k] <= asked[k] && asked[k] <= m);
  if (!fit || successes.length !== trials.length || asked.length !== trials.length) {
    throw new RangeError(
      `${successes.join(', ')} successes of ${asked.join(', ')} asked of ${trials.join(', ')} trials`,
    );
  }
  const levels = rule.levels.map(({ level, any }) => ({
    level,
    any: any.map((condition) => ({
      models: condition.models,
      need: successesNeeded(condition, trials) - condition.models.reduce((sum, k) => sum + successes[k], 0),
    })),
  }));
  return settled(
    levels,
    trials.map((m, k) => m - asked[k]),
  );
}

/**
 * The rule where the successes to come of one model are within bounds: low..high of those left. After b more
 * answers with m passes it is `narrowed(open, model, m, m + left - b)`.
 */
export function narrowed(open: OpenRule, model: number, low: number, high: number): OpenRule {
  const left = open.left.slice();
  left[model] = high - low;
  const levels = open.levels.map(({ level, any }) => ({
    level,
    any: any.map((condition) => ({ ...condition, need: condition.need - low * times(condition, model) })),
  }));
  return settled(levels, left);
}

/** The open condition's model with the most trials to come; undefined where nothing is open. */
function widest({ levels, left }: OpenRule, except?: number): number | undefined {
  let best: number | undefined;
  for (const { any } of levels) {
    for (const { models } of any) {
      for (const k of models) {
        if (k !== except && left[k] > 0 && (best === undefined || left[k] > left[best])) best = k;
      }
    }
  }
  return best;
}

/** Both halves of the box, cut across one model. */
function halves(open: OpenRule, model: number): [OpenRule, OpenRule] {
  const middle = Math.floor((open.left[model] - 1) / 2);
  return [narrowed(open, model, 0, middle), narrowed(open, model, middle + 1, open.left[model])];
}

/** The level where all outcomes to come give the same, else undefined. Exact. */
export function settledLevel(open: OpenRule): number | undefined {
  const first = open.levels[0].level;
  if (open.levels.length === 1) return first;
  // No success at all falls to the last level, nothing but successes to the first.
  if (first !== open.levels.at(-1)!.level) return undefined;
  return halves(open, widest(open)!).every((half) => settledLevel(half) === first) ? first : undefined;
}

/** Do some outcomes to come differ in this model's successes alone and yet in their level? Exact. */
export function matters(open: OpenRule, model: number): boolean {
  if (open.left[model] === 0) return false;
  const isNamed = open.levels.some(({ any }) => any.some(({ models }) => models.includes(model)));
  if (!isNamed || settledLevel(open) !== undefined) return false;
  const other = widest(open, model);
  if (other === undefined) return true;
  return halves(open, other).some((half) => matters(half, model));
}

/** Equal for rules whose future is equal: the same levels at the same needs, the same trials to come where they count. */
export function openKey({ levels, left }: OpenRule): string {
  let key = '';
  const named = new Set<number>();
  for (const { level, any } of levels) {
    key += `${level}`;
    for (const { models, need } of any) {
      key += `|${models.join('+')}>${need}`;
      for (const k of models) named.add(k);
    }
    key += ';';
  }
  for (const k of named) key += `${k}:${left[k]},`;
  return key;
}
