import { boundLevels, type LabellingRule } from './labelling';
import {
  addNamed,
  always,
  type Condition,
  conditionKey,
  holds,
  isAlways,
  isNever,
  shifted,
  simplified,
} from './rules/condition';

interface OpenLevel {
  level: number;
  /** `always` for the last level, which takes all that is left. */
  condition: Condition;
}

/**
 * What a labelling rule comes down to once some outcomes are known: the levels that may still be reached, each
 * with what of its condition is still open. The outcomes to come are a box: 0..left successes of each model.
 */
export interface OpenRule {
  levels: readonly OpenLevel[];
  /** Trials to come, per model. */
  left: readonly number[];
}

/** Drops what can't be met any more, and ends the list at the first level that can't be missed any more. */
function settled(levels: readonly OpenLevel[], left: readonly number[]): OpenRule {
  const open: OpenLevel[] = [];
  for (const { level, condition } of levels) {
    const rest = simplified(condition, left);
    if (isAlways(rest)) {
      // A level that what is left falls to anyhow needs no condition of its own.
      while (open.at(-1)?.level === level) open.pop();
      open.push({ level, condition: always });
      break;
    }
    if (!isNever(rest)) open.push({ level, condition: rest });
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
  const bound = boundLevels(rule, trials);
  const fit = trials.every((m, k) => successes[k] >= 0 && successes[k] <= asked[k] && asked[k] <= m);
  if (!fit || successes.length !== trials.length || asked.length !== trials.length) {
    throw new RangeError(
      `${successes.join(', ')} successes of ${asked.join(', ')} asked of ${trials.join(', ')} trials`,
    );
  }
  const levels = bound.map(({ level, condition }) => ({
    level,
    condition: successes.reduce((rest, count, k) => shifted(rest, k, count), condition),
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
  const levels = open.levels.map(({ level, condition }) => ({
    level,
    condition: shifted(condition, model, low),
  }));
  return settled(levels, left);
}

/** The models that open conditions speak of and that have trials to come: all that the future depends on. */
export function openModels({ levels, left }: OpenRule): number[] {
  const named = new Set<number>();
  for (const { condition } of levels) addNamed(condition, named);
  return [...named].filter((k) => left[k] > 0);
}

/** The open condition's model with the most trials to come; undefined where nothing is open. */
function widest(open: OpenRule, except?: number): number | undefined {
  return openModels(open)
    .filter((k) => k !== except)
    .reduce<number | undefined>(
      (best, k) => (best === undefined || open.left[k] > open.left[best] ? k : best),
      undefined,
    );
}

/** Both halves of the box, cut across one model. */
export function halves(open: OpenRule, model: number): [OpenRule, OpenRule] {
  const middle = Math.floor((open.left[model] - 1) / 2);
  return [narrowed(open, model, 0, middle), narrowed(open, model, middle + 1, open.left[model])];
}

/** The level for these successes to come. */
const levelAt = ({ levels }: OpenRule, counts: readonly number[]) =>
  levels.find(({ condition }) => holds(condition, counts))!.level;

/**
 * How many boxes are looked into before an answer is given up. Rules as people write them need dozens; a rule that
 * needs more is taken as not decided, so that more is asked than may be needed, and never too little.
 */
const mostBoxes = 20_000;

/** The level where all outcomes to come give the same, else undefined. */
export function settledLevel(open: OpenRule, budget = { boxes: mostBoxes }): number | undefined {
  if (open.levels.length === 1) return open.levels[0].level;
  if (--budget.boxes < 0) return undefined;
  const first = levelAt(
    open,
    open.left.map(() => 0),
  );
  if (levelAt(open, open.left) !== first) return undefined;
  return halves(open, widest(open)!).every((half) => settledLevel(half, budget) === first)
    ? first
    : undefined;
}

/** Do some outcomes to come differ in this model's successes alone and yet in their level? */
export function matters(open: OpenRule, model: number, budget = { boxes: mostBoxes }): boolean {
  if (open.left[model] === 0 || !openModels(open).includes(model)) return false;
  if (--budget.boxes < 0) return true;
  if (settledLevel(open, budget) !== undefined) return false;
  const other = widest(open, model);
  if (other === undefined) return true;
  return halves(open, other).some((half) => matters(half, model, budget));
}

/** Equal for rules whose future is equal: the same levels on the same conditions, the same trials to come where they count. */
export function openKey(open: OpenRule): string {
  const levels = open.levels.map(({ level, condition }) => `${level}${conditionKey(condition)}`);
  const named = new Set<number>();
  for (const { condition } of open.levels) addNamed(condition, named);
  return `${levels.join(';')} ${[...named].map((k) => `${k}:${open.left[k]}`).join()}`;
}
