import { passed, type Trial } from './experiment';
import type { Estimate } from './interfaces';
import type { ExperimentDefinition } from './live-experiment';
import { randomStream, shuffled } from './random';
import { wilson } from './statistics/intervals';

/**
 * The tasks of which all trials are asked, although a label needs fewer: a simple random sample without
 * replacement, of exactly the share rounded to whole tasks, and at least one where the share is above 0. One seed
 * and one set of ids give one sample, in whatever order the ids come; other tasks beside them give another, so it
 * is drawn once, when the run is set up, and kept with it.
 *
 * @param share of the tasks, 0..1
 * @throws RangeError where the share is no share
 */
export function auditSample(taskIds: readonly string[], share: number, seed: number): Set<string> {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`an audit takes a share of 0 to 1, not ${share}`);
  // By code units: a locale's order would differ from machine to machine.
  const ids = [...new Set(taskIds)].sort();
  const size = share > 0 ? Math.max(1, Math.round(share * ids.length)) : 0;
  return new Set(shuffled(ids, randomStream(seed, 'audit')).slice(0, size));
}

/** The tasks of an experiment of which all trials are asked, whatever the earlier ones were. */
export function auditedTasks({
  labelling,
  taskIds,
  seed,
}: Pick<ExperimentDefinition, 'labelling' | 'taskIds' | 'seed'>): Set<string> {
  return labelling.kind === 'all' ? new Set(taskIds) : auditSample(taskIds, labelling.auditShare, seed);
}

/** A model's accuracy, of one answer, as audited tasks show it. */
export type MeasuredAccuracy =
  | {
      kind: 'measured';
      accuracy: Estimate;
      /** Audited tasks that it is the mean over. */
      tasks: number;
    }
  | { kind: 'not-measured' };

/**
 * Each model's accuracy from audited tasks only. What else was asked was asked because of how earlier answers
 * turned out, and its mean would tell of that. For the same reason a task counts once all its trials are there, of
 * all models. Each task weighs the same, as every task had the same chance to be drawn.
 *
 * The interval is Wilson's with a task for an observation: trials of one task resemble each other, and the more
 * they do, the closer it is; it is never narrower than it should be for that. Like the sample, it speaks of tasks
 * such as these.
 *
 * @param tasks with the trials had so far, `trials[model][index]`
 * @param audited ids of the sample
 * @param trialsPerModel M of each model
 */
export function measuredAccuracy(
  tasks: readonly { id: string; trials: readonly (readonly Trial[])[] }[],
  audited: ReadonlySet<string>,
  trialsPerModel: readonly number[],
): MeasuredAccuracy[] {
  const whole = tasks.filter(
    ({ id, trials }) => audited.has(id) && trialsPerModel.every((m, k) => (trials[k]?.length ?? 0) >= m),
  );
  return trialsPerModel.map((m, k) => {
    if (whole.length === 0 || m === 0) return { kind: 'not-measured' };
    const right = whole.reduce(
      (sum, { trials }) => sum + trials[k].filter(passed).length / trials[k].length,
      0,
    );
    return { kind: 'measured', accuracy: wilson(right, whole.length), tasks: whole.length };
  });
}
