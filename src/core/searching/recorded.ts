import { passed, passedVisible, type RecordedTask } from '../experiment';
import type { SequenceTree } from './sequences';

/**
 * What recorded trials say of the answer that each sequence asks for last, one entry per sequence and task:
 * `reached[sequence][task]`. All are exact expectations over the order of the trials, drawn without replacement.
 */
export interface RecordedSteps {
  /** Probability that all answers before it fail their visible tests, so that it is asked for. */
  reached: Float64Array[];
  /** Probability that it then passes its visible tests, and that it is right. */
  passes: Float64Array[];
  right: Float64Array[];
}

/**
 * @throws RangeError where a sequence asks a model more often than it was recorded
 */
export function recordedSteps(
  tree: SequenceTree,
  tasks: readonly RecordedTask[],
  visibleTests: number,
): RecordedSteps {
  const columns = () => tree.sequences.map(() => new Float64Array(tasks.length));
  const steps = { reached: columns(), passes: columns(), right: columns() };
  const repeatsBefore = tree.sequences.map(
    (sequence) => sequence.filter((model) => model === sequence[sequence.length - 1]).length - 1,
  );
  tasks.forEach((task, i) => {
    const counts = task.trials.map((trials) => ({
      all: trials.length,
      visible: trials.filter((trial) => passedVisible(trial, visibleTests)).length,
      right: trials.filter(passed).length,
    }));
    tree.sequences.forEach((_, s) => {
      const { all, visible, right } = counts[tree.last[s]];
      const left = all - repeatsBefore[s];
      if (left <= 0) {
        throw new RangeError(
          `task ${task.id}: model ${tree.last[s]} is asked more often than it was recorded`,
        );
      }
      const parent = tree.parent[s];
      const reached = parent < 0 ? 1 : steps.reached[parent][i] * (1 - steps.passes[parent][i]);
      steps.reached[s][i] = reached;
      // Trials that pass have not been drawn before: all before have failed. Where more trials are drawn than can
      // fail, this step is not reached.
      steps.passes[s][i] = Math.min(1, visible / left);
      steps.right[s][i] = Math.min(1, right / left);
    });
  });
  return steps;
}

/**
 * What a plan gets and pays on each task.
 *
 * @param plan as a planner gives it
 */
export function recordedOutcome(
  { last }: Pick<SequenceTree, 'last'>,
  { reached, right }: RecordedSteps,
  unitCosts: readonly number[],
  plan: readonly number[],
): { accuracy: Float64Array; cost: Float64Array } {
  const tasks = reached[0].length;
  const outcome = { accuracy: new Float64Array(tasks), cost: new Float64Array(tasks) };
  for (const s of plan) {
    for (let i = 0; i < tasks; i++) {
      // How likely all before fail doesn't depend on the order in which they are asked.
      outcome.accuracy[i] += reached[s][i] * right[s][i];
      outcome.cost[i] += reached[s][i] * unitCosts[last[s]];
    }
  }
  return outcome;
}
