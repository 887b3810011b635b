import { passed, passedVisible, type RecordedTask } from '../experiment';
import type { SequenceTree } from './sequences';

/**
 * What recorded trials say of the answer that each sequence asks for last, one entry per sequence and task:
 * `reached[sequence][task]`. All are exact expectations over the order of the trials, drawn without replacement.
 * Sequences share columns.
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
  const counted = Array.from({ length: tree.models }, (_, k) => countsOf(tasks, k, visibleTests));
  const answers = new Map<string, { passes: Float64Array; right: Float64Array }>();
  /** The same column for all sequences whose last answer has as many failures of its model before it. */
  const answerOf = (model: number, before: number) => {
    const key = `${model} ${before}`;
    const known = answers.get(key);
    if (known) return known;
    const { all, visible, right } = counted[model];
    const none = all.findIndex((count) => count <= before);
    if (none >= 0) {
      throw new RangeError(`task ${tasks[none].id}: model ${model} is asked more often than it was recorded`);
    }
    // Trials that pass have not been drawn before: all before have failed. Where more trials are drawn than can
    // fail, this step is not reached.
    const share = (of: Int32Array) => Float64Array.from(of, (n, i) => Math.min(1, n / (all[i] - before)));
    const answer = { passes: share(visible), right: share(right) };
    answers.set(key, answer);
    return answer;
  };
  const always = new Float64Array(tasks.length).fill(1);
  const steps: RecordedSteps = { reached: [], passes: [], right: [] };
  /** Per sequence, where all of it fails. */
  const failed = new Map<number, Float64Array>();
  for (const [s, sequence] of tree.sequences.entries()) {
    const parent = tree.parent[s];
    let reached = parent < 0 ? always : failed.get(parent);
    if (!reached) {
      const [before, passes] = [steps.reached[parent], steps.passes[parent]];
      reached = before.map((chance, i) => chance * (1 - passes[i]));
      failed.set(parent, reached);
    }
    const model = tree.last[s];
    const { passes, right } = answerOf(model, sequence.filter((one) => one === model).length - 1);
    steps.reached.push(reached);
    steps.passes.push(passes);
    steps.right.push(right);
  }
  return steps;
}

/** How many trials of a model each task has, how many pass the visible tests, and how many are right. */
function countsOf(tasks: readonly RecordedTask[], model: number, visibleTests: number) {
  const count = (is: (trial: string) => boolean) =>
    Int32Array.from(tasks, ({ trials }) => trials[model].reduce((n, trial) => n + Number(is(trial)), 0));
  return {
    all: count(() => true),
    visible: count((trial) => passedVisible(trial, visibleTests)),
    right: count(passed),
  };
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
