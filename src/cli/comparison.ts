import type { Experiment } from '../core/experiment';
import type { FeatureTable } from '../core/features';
import type { Cache, Progress } from '../core/interfaces';
import { compareByFolds } from '../study/comparison/by-folds';
import { compare } from '../study/comparison/compare';
import { type LearningCurve, learningCurve } from '../study/comparison/learning-curve';
import { type Lottery, splitLottery } from '../study/comparison/lottery';
import type { ComparisonPart, ComparisonReport } from '../study/comparison/report';
import type { Scope } from '../study/report';
import { setUp } from '../study/setup';
import { compareSingleTrial, type SingleTrialReport } from '../study/single-trial';
import { commonTrials } from '../study/single-trial-labels';
import { columns, interval, percent, plain } from './format';

/** What `--compare` adds to a study. */
export interface Comparisons {
  comparison: ComparisonReport;
  /** Null where some task has but one trial of a model. */
  singleTrial: SingleTrialReport | null;
  lottery: Lottery;
  learningCurve: LearningCurve;
}

export interface CompareOptions {
  seed: number;
  scope: Scope;
  cache: Cache;
  onProgress: (what: string, progress: Progress) => void;
}

/** Every complexity model of the page on the study’s own folds. */
export function compareModels(
  experiment: Experiment,
  features: FeatureTable,
  { seed, scope, cache, onProgress }: CompareOptions,
): Promise<ComparisonPart> {
  const unitCosts = experiment.models.map((model) => model.unitCost);
  return compareByFolds(setUp(experiment, scope, unitCosts, seed), features, {
    cache,
    onProgress: (progress) => onProgress('complexity models', progress),
  });
}

export async function makeComparisons(
  experiment: Experiment,
  features: FeatureTable,
  { seed, scope, cache, onProgress }: CompareOptions,
): Promise<Comparisons> {
  const told = (what: string) => ({ seed, cache, onProgress: (at: Progress) => onProgress(what, at) });
  return {
    comparison: await compare(experiment, features, { ...told('comparison'), scope }),
    singleTrial:
      commonTrials(experiment) >= 2
        ? await compareSingleTrial(experiment, features, told('single trial'))
        : null,
    lottery: await splitLottery(experiment, features, told('splits')),
    learningCurve: await learningCurve(experiment, features, told('learning curve')),
  };
}

/** The part of comparisons that `reproduce --compare --json` prints. Its keys are a contract. */
export function comparisonContract({ comparison, singleTrial, lottery, learningCurve }: Comparisons) {
  const part = ({ protocol, tasks, rows }: ComparisonPart) => ({
    protocol,
    tasks,
    rows: rows.map(({ confusion: _, ...row }) => row),
  });
  const { seconds, holdout } = comparison;
  return {
    comparison: {
      ...part(comparison),
      holdout: {
        ...part(holdout),
        train: holdout.train,
        test: holdout.test,
        contrast: holdout.contrast,
      },
      seconds,
    },
    singleTrial,
    lottery,
    learningCurve,
  };
}

/** Comparisons for people, in a terminal. */
export function printComparisons({ comparison, singleTrial, lottery, learningCurve }: Comparisons): string {
  return [
    table(comparison),
    table(comparison.holdout),
    tableNote,
    contrastLine(comparison.holdout),
    ...(singleTrial ? [singleTrialLines(singleTrial)] : []),
    `One split is luck: on ${lottery.levelAccuracy.length} splits into ${lottery.train} and ${lottery.test} tasks, the same logistic regression gets ${percent(lottery.median)} % of the levels right in the median, and from ${percent(lottery.low)} to ${percent(lottery.high)} on 95 % of them; the majority class ${percent(lottery.majority.median)} [${percent(lottery.majority.low)}, ${percent(lottery.majority.high)}].`,
    learningTable(learningCurve),
  ].join('\n\n');
}

/** What a reader of `printModels` must know. */
const tableNote =
  'Calibration error: by how many points the share of right answers misses the probability stated, on average; by chance: the same of a model whose probabilities are true. p: McNemar’s exact test against the majority class, each task counting as most repeats have it. –: a log-loss that is infinite, as some task’s level was given no chance at all. The majority class is certain of what it says and gives none to any other.';

/** The complexity models of the page under the study’s protocol, for people, in a terminal. */
export function printModels(models: ComparisonPart): string {
  return [table(models), tableNote].join('\n\n');
}

function table({ protocol, tasks, rows }: ComparisonPart): string {
  const shown = columns([
    [
      'Complexity model',
      'level right, %',
      'over majority',
      'p',
      'model right, %',
      'log-loss',
      'calibration error',
      'by chance',
      'routed right, %',
      'at cost',
    ],
    ...rows.map((row) => [
      row.name,
      interval(row.levelAccuracy),
      interval(row.gainOverMajority),
      row.mcnemar.p.toPrecision(2),
      interval(row.tierAccuracy),
      interval(row.logLoss, plain),
      interval(row.calibration.error),
      percent(row.calibration.byChance.value),
      interval(row.routedAccuracy),
      row.routedCost.value.toFixed(2),
    ]),
  ]);
  return `Complexity models on ${tasks} tasks: ${protocol}\n${shown}`;
}

/** Section 4.2's check. */
function contrastLine({ train, test, contrast }: ComparisonReport['holdout']): string {
  const { distance, byChance, p } = contrast;
  return `Levels of the ${test.length} test tasks and of the ${train.length} training tasks lie ${percent(distance)} % apart (total variation; the split is stratified). Splits at random: ${percent(byChance.median)} % in the median, at most ${percent(byChance.high)} % in 95 of 100; p ${p.toPrecision(2)}.`;
}

function learningTable({ protocol, tasks, points }: LearningCurve): string {
  const shown = columns([
    ['Training tasks', 'level right, %', 'majority class', 'difference', 'log-loss', 'level frequencies'],
    ...points.map((point) => [
      String(point.train),
      interval(point.levelAccuracy),
      interval(point.majority),
      interval(point.gain),
      interval(point.logLoss, plain),
      interval(point.frequenciesLogLoss, plain),
    ]),
  ]);
  return `Learning curve of the logistic regression on ${tasks} tasks: ${protocol}\n${shown}`;
}

function singleTrialLines(report: SingleTrialReport): string {
  const { agreement, agreementByTrial, unlabelled, accuracy, trials, scale } = report;
  const least = percent(Math.min(...agreementByTrial));
  const most = percent(Math.max(...agreementByTrial));
  const what = scale === 'tier' ? 'cheapest model that will do' : 'level';
  return [
    `One trial for a label instead of ${trials}: the same ${what} for ${interval(agreement)} % of tasks (${least} to ${most} by trial), none for ${interval(unlabelled)} %.`,
    `Logistic regression trained on one trial gets ${interval(accuracy.single)} % of the labels by all trials right, trained on all ${interval(accuracy.full)}; difference ${interval(accuracy.difference)} points.`,
  ].join('\n');
}
