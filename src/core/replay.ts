import { passed, passedVisible, type RecordedTask } from './experiment';
import type { Attempt, Policy, Prediction } from './policy';

/**
 * Where a task goes under a policy, as expected numbers of moves. Row 0 is the start, row 1 + k an answer of
 * model k. Columns 0..K-1: model k is asked next; K: accepted and right; K + 1: accepted and wrong; K + 2: given
 * up.
 */
export type Moves = Float64Array;

/** What a policy gets and pays on one task, in expectation over the order of the recorded trials. */
export interface Replayed {
  /** Probability that the accepted answer passes all tests. */
  accuracy: number;
  /** Expected calls per model. */
  calls: Float64Array;
  moves: Moves;
}

/** Row width of `Moves` for K models. */
export const movesWidth = (models: number) => models + 3;

const counted = new WeakMap<RecordedTask['trials'], { visibleTests: number; counts: Int32Array }>();

/**
 * How many of each model's trials are right, right only by the visible tests, and visibly wrong: three numbers per
 * model. Counted once, as a task is replayed under a thousand policies.
 */
function classCounts({ trials: all }: RecordedTask, visibleTests: number): Int32Array {
  const before = counted.get(all);
  if (before?.visibleTests === visibleTests) return before.counts.slice();
  const counts = new Int32Array(3 * all.length);
  all.forEach((trials, k) => {
    for (const trial of trials)
      counts[3 * k + (passed(trial) ? 0 : passedVisible(trial, visibleTests) ? 1 : 2)]++;
  });
  counted.set(all, { visibleTests, counts });
  return counts.slice();
}

/**
 * Replays a policy over a task's recorded trials: the exact expectation over all orders in which they could
 * have come, drawing without replacement where a model is asked again.
 *
 * @throws RangeError where the policy asks a model more often than it was recorded
 */
export function replay(
  policy: Policy,
  prediction: Prediction,
  task: RecordedTask,
  visibleTests: number,
): Replayed {
  const models = task.trials.length;
  const width = movesWidth(models);
  const left = classCounts(task, visibleTests);
  const result: Replayed = {
    accuracy: 0,
    calls: new Float64Array(models),
    moves: new Float64Array((models + 1) * width),
  };
  const history: Attempt[] = [];
  const right: boolean[] = [];

  const visit = (probability: number): void => {
    const step = policy.next(prediction, history);
    const from = history.length ? 1 + history[history.length - 1].model : 0;
    const move = (to: number) => (result.moves[from * width + to] += probability);
    if (step.kind === 'give-up') {
      move(models + 2);
      return;
    }
    if (step.kind === 'accept') {
      const isRight = right[step.attempt];
      move(isRight ? models : models + 1);
      if (isRight) result.accuracy += probability;
      return;
    }
    const base = 3 * step.model;
    const total = left[base] + left[base + 1] + left[base + 2];
    if (total === 0) {
      throw new RangeError(
        `task ${task.id}: policy ${policy.id} asks model ${step.model} more often than it was recorded`,
      );
    }
    move(step.model);
    result.calls[step.model] += probability;
    for (let kind = 0; kind < 3; kind++) {
      const count = left[base + kind];
      if (count === 0) continue;
      left[base + kind]--;
      const visible = !policy.verifies ? 'unknown' : kind < 2 ? 'pass' : 'fail';
      history.push({ model: step.model, visible });
      right.push(kind === 0);
      visit((probability * count) / total);
      history.pop();
      right.pop();
      left[base + kind]++;
    }
  };
  visit(1);
  return result;
}

/**
 * The bound: the cheapest model whose trial at hand passes, asked at once; nothing is asked, and nothing paid,
 * where none passes.
 */
export function replayPerfect(task: RecordedTask): Replayed {
  const models = task.trials.length;
  const width = movesWidth(models);
  const moves = new Float64Array((models + 1) * width);
  const calls = new Float64Array(models);
  let none = 1;
  task.trials.forEach((trials, k) => {
    const share = trials.length ? trials.filter(passed).length / trials.length : 0;
    calls[k] = none * share;
    moves[k] = moves[(1 + k) * width + models] = calls[k];
    none *= 1 - share;
  });
  moves[models + 2] = none;
  return { accuracy: 1 - none, calls, moves };
}
