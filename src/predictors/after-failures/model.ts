import type { Chances } from '../../core/searching/planner';
import type { RecordedSteps } from '../../core/searching/recorded';
import type { SequenceTree } from '../../core/searching/sequences';
import { atOnce, type Steps } from '../../core/steps';
import { fitRidge, interceptOf, sigmoid } from './ridge';

/** Values of C of the slopes on predicted success; 0: the prompt counts for nothing. */
export const strengths: readonly number[] = [0, 0.01, 0.1, 1];

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
 * @param strengths C of the slopes; 0: there are none
 * @returns one model per strength
 */
export function fitAfterFailures(lessons: Lessons, strengths: readonly number[]): AfterFailures[] {
  return atOnce(fittingAfterFailures(lessons, strengths));
}

/** `fitAfterFailures`, piece by piece. */
export function* fittingAfterFailures(
  lessons: Lessons,
  strengths: readonly number[],
): Steps<AfterFailures[]> {
  const { tree, steps, tasks } = lessons;
  const count = tree.sequences.length;
  const models = strengths.map(() => ({ intercepts: new Float64Array(count), slopes: [] as Float64Array[] }));
  const rightIfPassed = new Float64Array(count);
  const rates = new Float64Array(count);
  const groups = groupsOf(tree);
  const slopesOf = new Map<number, Slopes[]>();
  for (const sequence of new Set(groups)) {
    yield;
    slopesOf.set(sequence, fitSlopes(lessons, sequence, strengths));
  }
  const target = new Float64Array(tasks.length);
  const weights = new Float64Array(tasks.length);
  for (let s = 0; s < count; s++) {
    yield;
    const milder = tree.milder[s];
    let [reached, passed, right] = [0, 0, 0];
    for (let i = 0; i < tasks.length; i++) {
      target[i] = steps.passes[s][tasks[i]];
      weights[i] = steps.reached[s][tasks[i]];
      reached += weights[i];
      passed += weights[i] * target[i];
      right += weights[i] * steps.right[s][tasks[i]];
    }
    // A history that few tasks have counts for little against one with a failure less.
    const prior = milder < 0 ? 0.5 : rates[milder];
    rates[s] = (passed + prior) / (reached + 1);
    rightIfPassed[s] = (right + (milder < 0 ? 1 : rightIfPassed[milder])) / (passed + 1);
    models.forEach((model, m) => {
      const { slopes, offsets } = slopesOf.get(groups[s])![m];
      model.intercepts[s] = interceptOf({ target, weights, prior }, offsets);
      model.slopes.push(slopes);
    });
  }
  return models.map((model) => ({ ...model, rightIfPassed }));
}

interface Slopes {
  slopes: Float64Array;
  /** What they make of each task. */
  offsets: Float64Array;
}

/** Slopes at each strength, fitted on one sequence's last answer. */
function fitSlopes(
  { steps, tasks, known, width }: Lessons,
  sequence: number,
  strengths: readonly number[],
): Slopes[] {
  const gather = (column: Float64Array) => Float64Array.from(tasks, (task) => column[task]);
  const [target, weights] = [gather(steps.passes[sequence]), gather(steps.reached[sequence])];
  return strengths.map((strength) => {
    const slopes =
      strength === 0
        ? new Float64Array(width)
        : fitRidge({ rows: known, width, target, weights, prior: 0.5, strength }).slopes;
    return { slopes, offsets: offsetsOf(slopes, known, tasks.length) };
  });
}

/** What a model expects of a task. */
export function chancesOf(model: AfterFailures, known: Float64Array): Chances {
  const { intercepts, slopes, rightIfPassed } = model;
  const passes = new Float64Array(intercepts.length);
  for (let s = 0; s < passes.length; s++) {
    let margin = intercepts[s];
    for (let k = 0; k < known.length; k++) margin += slopes[s][k] * known[k];
    passes[s] = sigmoid(margin);
  }
  return { passes, rightIfPassed };
}

/**
 * For each sequence the one whose slopes it shares: it asks the same model after all models up to the one that failed
 * last have failed once each, as they mostly have; but for the model itself where it can't be asked again.
 */
export function groupsOf({ sequences, last }: Pick<SequenceTree, 'sequences' | 'last'>): number[] {
  const positions = new Map(sequences.map((sequence, at) => [sequence.join(' '), at]));
  return sequences.map((sequence, s) => {
    if (sequence.length === 1) return s;
    const failedLast = sequence[sequence.length - 2];
    const failed = Array.from({ length: failedLast + 1 }, (_, model) => model);
    const again = positions.get([...failed, last[s]].join(' '));
    return again ?? positions.get([...failed.filter((model) => model !== last[s]), last[s]].join(' '))!;
  });
}

function offsetsOf(slopes: Float64Array, known: Float64Array, rows: number): Float64Array {
  const offsets = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < slopes.length; k++) offsets[i] += slopes[k] * known[i * slopes.length + k];
  }
  return offsets;
}
