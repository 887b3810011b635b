import type { Experiment } from '../core/experiment';
import { textOf } from '../predictors/features/text';

/**
 * Tasks of one text, as a complexity model reads it: what is learnt of one must not be tested on another.
 *
 * @param tasks indices into `experiment.tasks`
 * @returns per task the position of the first one of the same text, its own where there is none before
 */
export function firstTwins({ tasks: all, visibleTests, twins = [] }: Experiment, tasks: readonly number[]) {
  const groupOf = new Map(twins.flatMap((group) => group.map((id) => [id, `twins ${group[0]}`])));
  const firstOf = new Map<string, number>();
  return Int32Array.from(tasks, (index, i) => {
    const { id, prompt, tests = [] } = all[index];
    const text = prompt === undefined ? groupOf.get(id) : textOf(prompt, tests.slice(0, visibleTests));
    if (text === undefined) return i;
    const first = firstOf.get(text);
    if (first === undefined) firstOf.set(text, i);
    return first ?? i;
  });
}
