import type { Experiment, Task, Trial } from './experiment';

/** Where a policy's attempts come from: recorded trials, or models asked now. */
export interface TrialSource {
  /**
   * One model's answer to one task, judged.
   *
   * @param index the how-manieth answer of this model to this task, from 0
   * @throws RangeError where a recording has no such trial; EngineError or JudgeError where a live one can't be had
   */
  trial(task: Task, model: number, index: number, options?: { signal?: AbortSignal }): Promise<Trial>;
}

/** The trials of a recorded experiment, in the order in which they were recorded. */
export function recordedTrials({ tasks, models }: Pick<Experiment, 'tasks' | 'models'>): TrialSource {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return {
    async trial({ id }, model, index) {
      const trial = byId.get(id)?.trials[model]?.[index];
      if (trial === undefined) {
        throw new RangeError(
          `task ${id} has no trial ${index} of ${models[model]?.name ?? `model ${model}`}`,
        );
      }
      return trial;
    },
  };
}
