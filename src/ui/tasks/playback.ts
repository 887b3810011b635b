import { passed, passedVisible, type RecordedTask } from '../../core/experiment';
import type { Attempt, Policy, Prediction } from '../../core/policy';
import { randomStream, shuffled } from '../../core/random';

/** One thing that happens when a policy meets a task. */
export type Scene =
  /** The prediction is read, or the truth: `model` is asked first, null: none is. */
  | { kind: 'foresee'; model: number | null }
  /** `trial`: index of the recorded trial that stands for the answer. */
  | { kind: 'ask'; model: number; trial: number }
  | { kind: 'check'; model: number; trial: number; visible: 'pass' | 'fail' }
  | { kind: 'accept'; model: number; trial: number; right: boolean }
  /** No answer is handed over. */
  | { kind: 'give-up' };

/** What to play: a policy with what it is told, or, without one, perfect knowledge. */
export interface Play {
  policy?: Policy;
  prediction: Prediction;
  task: RecordedTask;
  visibleTests: number;
  /** The order in which the trials of each model come: `orders[model]` holds indices of trials. */
  orders: readonly number[][];
}

/** A seeded order of each model's trials; one more draw is another seed. */
export function drawOrders(task: RecordedTask, seed: number): number[][] {
  return task.trials.map((trials, k) =>
    shuffled([...trials.keys()], randomStream(seed, `replay ${task.id} ${k}`)),
  );
}

/** Plays a policy on one task, with the trials in one order, as core/replay does over all orders. */
export function playOut({ policy, prediction, task, visibleTests, orders }: Play): Scene[] {
  if (!policy) return playPerfect(task, orders);
  const scenes: Scene[] = [];
  const history: Attempt[] = [];
  const asked: { model: number; trial: number }[] = [];
  const drawn = task.trials.map(() => 0);
  const first = policy.next(prediction, history);
  const foresees = Object.values(prediction).some((told) => told !== undefined);
  if (foresees && first.kind === 'attempt') scenes.push({ kind: 'foresee', model: first.model });
  for (;;) {
    const step = policy.next(prediction, history);
    if (step.kind === 'give-up') return [...scenes, step];
    if (step.kind === 'accept') {
      const { model, trial } = asked[step.attempt];
      const right = passed(task.trials[model][trial]);
      return [...scenes, { kind: 'accept', model, trial, right }];
    }
    const { model } = step;
    const trial = orders[model][drawn[model]++];
    if (trial === undefined) throw new RangeError(`task ${task.id} has no more trials of model ${model}`);
    scenes.push({ kind: 'ask', model, trial });
    asked.push({ model, trial });
    if (!policy.verifies) {
      history.push({ model, visible: 'unknown' });
      continue;
    }
    const visible = passedVisible(task.trials[model][trial], visibleTests) ? 'pass' : 'fail';
    history.push({ model, visible });
    scenes.push({ kind: 'check', model, trial, visible });
  }
}

/** The cheapest model whose trial at hand passes is asked at once; none is where none passes. */
function playPerfect(task: RecordedTask, orders: readonly number[][]): Scene[] {
  const model = task.trials.findIndex((trials, k) => trials.length > 0 && passed(trials[orders[k][0]]));
  if (model < 0) return [{ kind: 'foresee', model: null }, { kind: 'give-up' }];
  const trial = orders[model][0];
  return [
    { kind: 'foresee', model },
    { kind: 'ask', model, trial },
    { kind: 'accept', model, trial, right: true },
  ];
}

/** What the models that were asked cost. */
export function costOf(scenes: readonly Scene[], unitCosts: readonly number[]): number {
  return scenes.reduce((sum, scene) => sum + (scene.kind === 'ask' ? unitCosts[scene.model] : 0), 0);
}
