import type { Experiment } from '../core/experiment';
import { paper } from '../core/paper';
import type { ComparisonPart, ComparisonRow } from '../study/comparison/report';
import type { PredictorReport, Report } from '../study/report';

/**
 * What `reproduce --json` prints: the part of a report that others build on. Its keys are a contract.
 *
 * - `labelStability`: how likely labels are to come out the same if the trials were drawn again. `prior` says whether
 *   each model’s Beta prior (`priors`, cheapest model first) was fitted to the tasks or is uniform; `overall` is of kept
 *   tasks, `overallUniform` the same under uniform priors; `levels[].same` by the label that tasks have, `dropped.same`
 *   of tasks that none solved; `halves` what both halves of the trials agree on, null with fewer than ten trials.
 * - `predictors`: every complexity model of the page on the same folds, the study’s own (`predictor`) among them, null
 *   where tasks have no features or `--no-predictors` was said. `gainOverMajority`: level accuracy over that of the
 *   majority class, paired; `mcnemar`: exact, b tasks that this model alone gets right, c that the majority class alone
 *   does; `routedAccuracy` and `routedCost`: each task at the model of its likeliest level; `calibrationError`: expected,
 *   of the level named, beside that of a model whose probabilities are true.
 * - `logLoss`: null where it is infinite, some task’s level having been given no chance at all: the majority class gives
 *   none to any level but its own.
 * - `search`: what the family `searched` has chosen among (`tries` per model, cheapest first; `anyOrder`), and `parts`: what
 *   each of its parts adds, as mean difference in accuracy over all costs, paired, with what is left at parity without it.
 * - `policies[].overChance`: points over the coin flip of the same cost (`family`), paired; null for the flips.
 */
export function toContract(experiment: Experiment, report: Report, models: ComparisonPart | null = null) {
  return {
    experiment: report.experiment,
    scope: report.scope,
    seed: report.seed,
    tasks: report.tasks,
    kept: report.kept,
    dropped: report.dropped,
    trials: report.trials,
    rule: report.rule.id,
    levels: Object.fromEntries(
      report.levels.filter(({ tasks }) => tasks > 0).map(({ level, tasks }) => [level, tasks]),
    ),
    labelling: report.labelling,
    labelStability: report.stability,
    majority: report.majority,
    models: report.models.map(({ id, accuracy, cost }) => ({ id, accuracy, cost })),
    predictor: report.predictor && predictorFigures(report.predictor),
    predictors: models && models.rows.map(modelFigures),
    policies: report.policies.map(
      ({ id, name, accuracy, cost, saving, gain, overChance, callsPerTask, verifier }) => ({
        id,
        name,
        accuracy,
        cost,
        saving,
        gain,
        overChance,
        callsPerTask,
        verifier,
      }),
    ),
    search: report.search,
    frontiers: report.frontiers.map(({ id, points, ...rest }) => ({ id, points, ...rest })),
    seconds: report.seconds,
    source: experiment.source?.url,
    paper: {
      source: paper.url,
      labelAccuracy: paper.predictionAccuracy.fineTuned,
      notFineTuned: paper.predictionAccuracy.notFineTuned,
      singleTrial: paper.predictionAccuracy.singleTrial,
      saving: paper.saving,
      codeAccuracy: paper.codeAccuracy,
    },
  };
}

function predictorFigures(predictor: PredictorReport) {
  return {
    name: predictor.name,
    protocol: predictor.protocol,
    levelAccuracy: predictor.levelAccuracy,
    tierAccuracy: predictor.tierAccuracy,
    macroF1: predictor.macroF1,
    meanAbsoluteError: predictor.meanAbsoluteError,
    brier: predictor.brier,
    logLoss: predictor.logLoss,
    overRouting: predictor.overRouting,
    underRouting: predictor.underRouting,
  };
}

function modelFigures(row: ComparisonRow) {
  return {
    id: row.id,
    ...predictorFigures(row),
    gainOverMajority: row.gainOverMajority,
    mcnemar: row.mcnemar,
    routedAccuracy: row.routedAccuracy,
    routedCost: row.routedCost,
    calibrationError: row.calibration.error,
    calibrationErrorByChance: row.calibration.byChance,
  };
}
