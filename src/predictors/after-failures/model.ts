import type { Chances } from '../../core/verifying/plan';
import type { RecordedSteps } from '../../core/verifying/recorded';
import type { SequenceTree } from '../../core/verifying/sequences';
import { fitRidge, interceptOf, sigmoid } from './ridge';

/** Tasks to learn from. */
export interface Lessons {
  tree: SequenceTree;
  steps: RecordedSteps;
  /** Positions of the tasks in `steps`. */
  tasks: readonly number[];
  /** What is known beforehand of each of these tasks: task t has its `width` columns at t * width. */
  known: Float64Array;
  width: number;
}

/**
 * Success predictors per model and history: the probability that a model passes its visible tests after these
 * models have failed theirs. Each history has an intercept of its own, so that without slopes it knows exactly what
 * fixed sequences get. Slopes on what is known beforehand are the same for all histories with the same last failure.
 */
export interface AfterFailures {
  intercepts: Float64Array;
  /** Per sequence; shared. */
  slopes: Float64Array[];
  rightIfPassed: Float64Array;
}

/**
 * @param strength C of the slopes; 0: there are none
 */
export function fitAfterFailures(lessons: Lessons, strength: number): AfterFailures {
  const { tree, steps, tasks, known, width } = lessons;
  const gather = (column: Float64Array) => Float64Array.from(tasks, (task) => column[task]);
  const count = tree.sequences.length;
  const result: AfterFailures = {
    intercepts: new Float64Array(count),
    slopes: [],
    rightIfPassed: new Float64Array(count),
  };
  const rates = new Float64Array(count);
  const groups = groupsOf(tree);
  const fitted = new Map<number, { slopes: Float64Array; offsets: Float64Array }>();
  const slopesOf = (representative: number) => {
    const known_ = fitted.get(representative);
    if (known_) return known_;
    const slopes =
      strength === 0
        ? new Float64Array(width)
        : fitRidge({
            rows: known,
            width,
            target: gather(steps.passes[representative]),
            weights: gather(steps.reached[representative]),
            prior: 0.5,
            strength,
          }).slopes;
    const group = { slopes, offsets: offsetsOf(slopes, known, tasks.length) };
    fitted.set(representative, group);
    return group;
  };
  for (let s = 0; s < count; s++) {
    const target = gather(steps.passes[s]);
    const weights = gather(steps.reached[s]);
    const milder = tree.milder[s];
    // A history that few tasks have counts for little against one with a failure less.
    const prior = milder < 0 ? 0.5 : rates[milder];
    let [reached, passed, right] = [0, 0, 0];
    weights.forEach((weight, i) => {
      reached += weight;
      passed += weight * target[i];
      right += weight * steps.right[s][tasks[i]];
    });
    rates[s] = (passed + prior) / (reached + 1);
    result.rightIfPassed[s] = (right + (milder < 0 ? 1 : result.rightIfPassed[milder])) / (passed + 1);
    const { slopes, offsets } = slopesOf(groups[s]);
    result.intercepts[s] = interceptOf({ target, weights, prior }, offsets);
    result.slopes.push(slopes);
  }
  return result;
}

/** What a model expects of a task. */
export function chancesOf(model: AfterFailures, known: Float64Array): Chances {
  return {
    passes: model.intercepts.map((intercept, s) => {
      const slopes = model.slopes[s];
      let margin = intercept;
      for (let k = 0; k < slopes.length; k++) margin += slopes[k] * known[k];
      return sigmoid(margin);
    }),
    rightIfPassed: model.rightIfPassed,
  };
}

/**
 * For each sequence the one whose slopes it shares: it asks the same model after all models up to the one that failed
 * last have failed once each, as they mostly have.
 */
function groupsOf({ sequences, last }: SequenceTree): number[] {
  const positions = new Map(sequences.map((sequence, at) => [sequence.join(' '), at]));
  return sequences.map((sequence, s) => {
    if (sequence.length === 1) return s;
    const failedLast = sequence[sequence.length - 2];
    const failed = Array.from({ length: failedLast + 1 }, (_, model) => model);
    return positions.get([...failed, last[s]].join(' '))!;
  });
}

function offsetsOf(slopes: Float64Array, known: Float64Array, rows: number): Float64Array {
  const offsets = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < slopes.length; k++) offsets[i] += slopes[k] * known[i * slopes.length + k];
  }
  return offsets;
}
