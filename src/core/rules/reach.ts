import { boundLevels, type LabellingRule } from '../labelling';
import { halves, openModels, type OpenRule, openRule } from '../open-rule';
import { type Random, randomInteger, randomStream } from '../random';
import { holds, isNever, simplified } from './condition';

/** Which outcomes reach a level. */
export interface LevelReach {
  level: number;
  /** The share of the outcomes (x1 to xK) that come to this level; of those that were looked at. */
  share: number;
  /**
   * - reached: some outcome comes here
   * - never-true: no outcome meets its condition
   * - taken: some meet it, and all of those have gone to a level above it
   * - unknown: none was found, and not every one could be looked at
   */
  verdict: 'reached' | 'never-true' | 'taken' | 'unknown';
}

export interface Reach {
  levels: LevelReach[];
  /** How many outcomes there are: (M+1)^K. */
  outcomes: number;
  /** Was every one looked at? Else so many, drawn by seed; what is reached is then sought with reasoning besides. */
  lookedAt: 'all' | number;
}

const mostEnumerated = 200_000;
const mostDrawn = 20_000;
const mostBoxes = 20_000;

/**
 * Which outcomes reach each level of a rule, in the order in which levels are tried.
 *
 * @param trials per model
 * @throws RangeError where the rule doesn't fit so many trials
 */
export function reachOf(rule: LabellingRule, trials: readonly number[]): Reach {
  const bound = boundLevels(rule, trials);
  const outcomes = trials.reduce((product, m) => product * (m + 1), 1);
  const isWhole = outcomes <= mostEnumerated;
  const found = new Array<number>(bound.length).fill(0);
  const met = new Array<boolean>(bound.length).fill(false);
  const look = (counts: readonly number[]) => {
    let first = -1;
    bound.forEach(({ condition }, index) => {
      // Once a level is known to be met by some outcome, only the first that holds is of interest.
      if (first >= 0 && met[index]) return;
      if (!holds(condition, counts)) return;
      met[index] = true;
      if (first < 0) first = index;
    });
    found[first]++;
  };
  const drawn = isWhole ? everyOutcome(trials) : drawnOutcomes(trials, randomStream(1, 'reach'));
  for (const counts of drawn) look(counts);
  const total = isWhole ? outcomes : mostDrawn;
  const levels = bound.map(({ level, condition }, index): LevelReach => {
    const share = found[index] / total;
    if (found[index] > 0) return { level, share, verdict: 'reached' };
    if (isNever(simplified(condition, trials))) return { level, share, verdict: 'never-true' };
    if (isWhole) return { level, share, verdict: met[index] ? 'taken' : 'never-true' };
    return { level, share, verdict: sought(rule, trials, index, met[index]) };
  });
  return { levels, outcomes, lookedAt: isWhole ? 'all' : mostDrawn };
}

/** Whether a level that no drawn outcome came to is reached by some other. */
function sought(
  rule: LabellingRule,
  trials: readonly number[],
  index: number,
  isMet: boolean,
): LevelReach['verdict'] {
  // Each level by its place, so that two of one number stay apart.
  const placed = { ...rule, levels: rule.levels.map((level, place) => ({ ...level, level: place })) };
  const none = trials.map(() => 0);
  const reached = canReach(openRule(placed, none, none, trials), index, { boxes: mostBoxes });
  if (reached === undefined) return 'unknown';
  if (reached) return 'reached';
  if (isMet) return 'taken';
  const alone = {
    ...rule,
    levels: [
      { ...rule.levels[index], level: 0 },
      { level: 1, any: [] },
    ],
  };
  const canBeMet = canReach(openRule(alone, none, none, trials), 0, { boxes: mostBoxes });
  return canBeMet === undefined ? 'unknown' : canBeMet ? 'taken' : 'never-true';
}

/** Does some outcome to come lead to this level? undefined: too many boxes to look into. */
function canReach(open: OpenRule, level: number, budget: { boxes: number }): boolean | undefined {
  if (!open.levels.some((one) => one.level === level)) return false;
  if (open.levels.length === 1) return true;
  if (--budget.boxes < 0) return undefined;
  const widest = openModels(open).reduce((best, k) => (open.left[k] > open.left[best] ? k : best));
  let answer: boolean | undefined = false;
  for (const half of halves(open, widest)) {
    const found = canReach(half, level, budget);
    if (found) return true;
    if (found === undefined) answer = undefined;
  }
  return answer;
}

function* everyOutcome(trials: readonly number[]): Generator<readonly number[]> {
  const counts = trials.map(() => 0);
  for (;;) {
    yield counts;
    let k = 0;
    while (k < counts.length && counts[k] === trials[k]) counts[k++] = 0;
    if (k === counts.length) return;
    counts[k]++;
  }
}

function* drawnOutcomes(trials: readonly number[], random: Random): Generator<readonly number[]> {
  for (let i = 0; i < mostDrawn; i++) yield trials.map((m) => randomInteger(random, m + 1));
}
