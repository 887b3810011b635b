import { isKept, type RecordedTask, successCounts } from '../../core/experiment';
import type { LabellingRule } from '../../core/labelling';
import { decidedLevel } from '../../core/lazy-labelling';

interface Outcome {
  successes: number[];
  asked: number[];
  tasks: number;
}

/**
 * Counts the tasks that each level of any rule holds, quickly enough to follow somebody who types: tasks of one
 * outcome are looked at once. Those that no trial solves have no level, nor have those whose level is still open.
 *
 * @param most trials per model of a full run; absent where every task has all of its own
 * @returns per level, in the rule's order
 */
export function taskCounter(
  tasks: readonly RecordedTask[],
  most?: readonly number[],
): (rule: LabellingRule) => number[] {
  const outcomes = new Map<string, Outcome>();
  for (const task of tasks.filter(isKept)) {
    const successes = successCounts(task);
    const asked = task.trials.map(({ length }, k) => Math.min(length, most?.[k] ?? length));
    const key = `${successes.join()} of ${asked.join()}`;
    const outcome = outcomes.get(key);
    if (outcome) outcome.tasks++;
    else outcomes.set(key, { successes, asked, tasks: 1 });
  }
  return (rule) => {
    const counts = rule.levels.map(() => 0);
    const place = new Map(rule.levels.map(({ level }, index) => [level, index]));
    for (const { successes, asked, tasks } of outcomes.values()) {
      const level = levelOrNone(rule, successes, asked, most ?? asked);
      if (level !== undefined) counts[place.get(level)!] += tasks;
    }
    return counts;
  };
}

/** The level, where it is decided and the rule can speak of so many trials. */
function levelOrNone(rule: LabellingRule, successes: number[], asked: number[], most: readonly number[]) {
  try {
    return decidedLevel(rule, successes, asked, most);
  } catch (error) {
    // Trials that are fewer than the rule's, or more than a run now asks for, are no reason to stop typing.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
