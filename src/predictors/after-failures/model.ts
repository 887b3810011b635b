import type { Chances } from '../../core/searching/planner';
import type { RecordedSteps } from '../../core/searching/recorded';
import type { SequenceTree } from '../../core/searching/sequences';
import { atOnce, type Steps } from '../../core/steps';
import { fitRidge, interceptOf, type RidgeFit } from './ridge';

/** Values of C of the slopes on predicted success; 0: the prompt counts for nothing. */
export const strengths: readonly number[] = [0, 0.01, 0.1, 1];

/** Tasks to learn from. */
export interface Lessons {
  tree: SequenceTree;
  /** Which of its sequences share slopes. */
  groups: SlopeGroups;
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
export class AfterFailures {
  readonly intercepts: Float64Array;
  /** Which of the slopes each sequence has. */
  readonly groups: ArrayLike<number>;
  readonly slopes: readonly Float64Array[];
  readonly rightIfPassed: Float64Array;
  /** What the intercepts alone make of each sequence: its odds against. */
  readonly #odds: Float64Array;

  constructor({
    intercepts,
    groups,
    slopes,
    rightIfPassed,
  }: Pick<AfterFailures, 'intercepts' | 'groups' | 'slopes' | 'rightIfPassed'>) {
    this.intercepts = intercepts;
    this.groups = groups;
    this.slopes = slopes;
    this.rightIfPassed = rightIfPassed;
    this.#odds = intercepts.map((intercept) => Math.exp(-intercept));
  }

  /** What is expected of a task. */
  chancesOf(known: Float64Array): Chances {
    const [groups, odds] = [this.groups, this.#odds];
    const own = Float64Array.from(this.slopes, (slopes) => {
      let margin = 0;
      for (let k = 0; k < known.length; k++) margin += slopes[k] * known[k];
      return Math.exp(-margin);
    });
    const passes = new Float64Array(odds.length);
    for (let s = 0; s < passes.length; s++) passes[s] = 1 / (1 + odds[s] * own[groups[s]]);
    return { passes, rightIfPassed: this.rightIfPassed };
  }
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
  const { groups, of } = lessons.groups;
  const count = tree.sequences.length;
  const intercepts = strengths.map(() => new Float64Array(count));
  const rightIfPassed = new Float64Array(count);
  const rates = new Float64Array(count);
  const slopes: Slopes[][] = [];
  for (const sequence of of) {
    yield;
    slopes.push(fitSlopes(lessons, sequence, strengths));
  }
  const [target, weights, odds] = [0, 1, 2].map(() => new Float64Array(tasks.length));
  const rows = new Int32Array(tasks.length);
  for (let s = 0; s < count; s++) {
    yield;
    const [passes, reached, right] = [steps.passes[s], steps.reached[s], steps.right[s]];
    const milder = tree.milder[s];
    const sums = { reached: 0, passed: 0, right: 0 };
    let some = 0;
    for (let i = 0; i < tasks.length; i++) {
      const task = tasks[i];
      const weight = reached[task];
      if (weight === 0) continue;
      rows[some] = i;
      weights[some] = weight;
      target[some++] = passes[task];
      sums.reached += weight;
      sums.passed += weight * passes[task];
      sums.right += weight * right[task];
    }
    // A history that few tasks have counts for little against one with a failure less.
    const prior = milder < 0 ? 0.5 : rates[milder];
    rates[s] = (sums.passed + prior) / (sums.reached + 1);
    rightIfPassed[s] = (sums.right + (milder < 0 ? 1 : rightIfPassed[milder])) / (sums.passed + 1);
    const lesson = { target: target.subarray(0, some), weights: weights.subarray(0, some), prior };
    let intercept: number | undefined;
    for (let m = 0; m < strengths.length; m++) {
      const all = slopes[groups[s]][m].odds;
      if (all) for (let i = 0; i < some; i++) odds[i] = all[rows[i]];
      intercept = interceptOf(lesson, all && odds, intercept);
      intercepts[m][s] = intercept;
    }
  }
  return strengths.map(
    (_, m) =>
      new AfterFailures({
        ...{ groups, rightIfPassed, intercepts: intercepts[m] },
        slopes: slopes.map((ofGroup) => ofGroup[m].slopes),
      }),
  );
}

interface Slopes {
  slopes: Float64Array;
  /** What they make of each task: its odds against; undefined where there are none. */
  odds?: Float64Array;
}

/** Slopes at each strength, fitted on one sequence's last answer. */
function fitSlopes(
  { steps, tasks, known, width }: Lessons,
  sequence: number,
  strengths: readonly number[],
): Slopes[] {
  const gather = (column: Float64Array) => Float64Array.from(tasks, (task) => column[task]);
  const [target, weights] = [gather(steps.passes[sequence]), gather(steps.reached[sequence])];
  let before: RidgeFit | undefined;
  return strengths.map((strength) => {
    if (strength === 0) return { slopes: new Float64Array(width) };
    before = fitRidge({ rows: known, width, target, weights, prior: 0.5, strength }, before);
    return { slopes: before.slopes, odds: oddsOf(before.slopes, known, tasks.length) };
  });
}

/** Which sequences share slopes: the number of each one's group, and the sequence that a group's are fitted on. */
export interface SlopeGroups {
  groups: Int32Array;
  of: number[];
}

export function slopeGroups(tree: Pick<SequenceTree, 'sequences' | 'last'>): SlopeGroups {
  const sequences = groupsOf(tree);
  const of = [...new Set(sequences)];
  const numbers = new Map(of.map((sequence, number) => [sequence, number]));
  return { groups: Int32Array.from(sequences, (sequence) => numbers.get(sequence)!), of };
}

/**
 * For each sequence the one whose slopes it shares: it asks the same model after all models up to the one that failed
 * last have failed once each, as they mostly have; but for the model itself where it can't be asked again.
 */
function groupsOf({ sequences, last }: Pick<SequenceTree, 'sequences' | 'last'>): number[] {
  const positions = new Map(sequences.map((sequence, at) => [sequence.join(' '), at]));
  return sequences.map((sequence, s) => {
    if (sequence.length === 1) return s;
    const failedLast = sequence[sequence.length - 2];
    const failed = Array.from({ length: failedLast + 1 }, (_, model) => model);
    const again = positions.get([...failed, last[s]].join(' '));
    return again ?? positions.get([...failed.filter((model) => model !== last[s]), last[s]].join(' '))!;
  });
}

function oddsOf(slopes: Float64Array, known: Float64Array, rows: number): Float64Array {
  const odds = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let margin = 0;
    for (let k = 0; k < slopes.length; k++) margin += slopes[k] * known[i * slopes.length + k];
    odds[i] = Math.exp(-margin);
  }
  return odds;
}
