import { paperRule } from '../core/assignment';
import { type Draw, majorityDraw, numberDrawn, roundedMeanDraw } from '../core/draws';
import type { DrawnTask } from '../core/draws-file';
import type { Estimate } from '../core/interfaces';
import { paperFiveLevel } from '../core/labelling';
import { estimate, Resampling } from './resampling';

/** How often something is right, over tasks. */
export interface DrawsAccuracy {
  /** Agreement with the label. */
  levelAccuracy: Estimate;
  /** Agreement on the model that the paper’s assignment gives. */
  tierAccuracy: Estimate;
}

/** One complexity model, asked several times about each task. */
export interface DrawsScore {
  /** Tasks. */
  n: number;
  /** Answers to all of them; of these, numbers that are no level, and answers that are no number. */
  answers: number;
  outOfScale: number;
  notNumbers: number;
  /** The mean of a task’s answers, rounded to a whole number, halves away from zero: most likely the paper’s way. */
  roundedMean: DrawsAccuracy;
  /** The answer given most often, the smallest of equals. */
  majority: DrawsAccuracy;
  /** Each answer by itself: the share of a task’s answers that are right. */
  eachDraw: DrawsAccuracy;
}

export interface DrawsReport {
  draws: DrawsScore;
  /** The same model before fine-tuning, where the file tells. */
  baseline: DrawsScore | null;
  /** Always naming the most frequent level, the most frequent model, of these very tasks; the smallest of equals. */
  majorityClass: { level: Estimate; tier: Estimate };
}

const { modelOfLevel } = paperRule(paperFiveLevel);
const isLevel = (number: number) => Object.hasOwn(modelOfLevel, number);

/**
 * Scores draws of a complexity model on the paper’s five levels. An answer that is no level, or no number, is wrong.
 * Rounded mean and majority are taken of a task’s numbers, those that are no level too, and are wrong where there is
 * none. Intervals resample tasks, the same way for all figures.
 *
 * @param tasks at least one
 */
export function scoreDraws(tasks: readonly DrawnTask[], { seed }: { seed: number }): DrawsReport {
  const resampling = Resampling.of(tasks.length, seed);
  const share = (of: (task: DrawnTask) => number) =>
    estimate(resampling.mean(Float64Array.from(tasks, (task) => of(task))));
  const baselines = tasks.flatMap(({ baseline }) => (baseline ? [baseline] : []));
  const usualLevel = majorityDraw(tasks.map(({ level }) => level));
  const usualModel = majorityDraw(tasks.map(({ level }) => modelOfLevel[level]));
  return {
    draws: scoreAnswers(
      tasks,
      tasks.map(({ draws }) => draws),
      resampling,
    ),
    baseline: baselines.length > 0 ? scoreAnswers(tasks, baselines, resampling) : null,
    majorityClass: {
      level: share(({ level }) => Number(level === usualLevel)),
      tier: share(({ level }) => Number(modelOfLevel[level] === usualModel)),
    },
  };
}

/** @param answers one list per task */
function scoreAnswers(
  tasks: readonly DrawnTask[],
  answers: readonly Draw[][],
  resampling: Resampling,
): DrawsScore {
  const numbers = answers.map((draws) => draws.map(numberDrawn));
  const counted = (is: (number: number | undefined) => boolean) =>
    numbers.reduce((sum, ofTask) => sum + ofTask.filter(is).length, 0);
  /** @param of what is taken for the answers to a task: each is right or wrong */
  const accuracy = (of: (numbers: (number | undefined)[]) => (number | undefined)[]): DrawsAccuracy => {
    const share = (isRight: (named: number, truth: number) => boolean) => {
      const perTask = Float64Array.from(tasks, ({ level }, i) => {
        const named = of(numbers[i]);
        return named.filter((one) => one !== undefined && isRight(one, level)).length / named.length;
      });
      return estimate(resampling.mean(perTask));
    };
    return {
      levelAccuracy: share((named, truth) => named === truth),
      tierAccuracy: share((named, truth) => isLevel(named) && modelOfLevel[named] === modelOfLevel[truth]),
    };
  };
  const one = (of: (numbers: number[]) => number) =>
    accuracy((ofTask) => {
      const drawn = ofTask.filter((number) => number !== undefined);
      return [drawn.length > 0 ? of(drawn) : undefined];
    });
  return {
    n: tasks.length,
    answers: counted(() => true),
    outOfScale: counted((number) => number !== undefined && !isLevel(number)),
    notNumbers: counted((number) => number === undefined),
    roundedMean: one(roundedMeanDraw),
    majority: one(majorityDraw),
    eachDraw: accuracy((ofTask) => ofTask),
  };
}
