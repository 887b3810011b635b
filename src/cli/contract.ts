import type { Experiment } from '../core/experiment';
import { paper } from '../core/paper';
import type { Report } from '../study/report';

/** What `reproduce --json` prints: the part of a report that others build on. Its keys are a contract. */
export function toContract(experiment: Experiment, report: Report) {
  const { predictor } = report;
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
    majority: report.majority,
    models: report.models.map(({ id, accuracy, cost }) => ({ id, accuracy, cost })),
    predictor: predictor && {
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
    },
    policies: report.policies.map(({ id, name, accuracy, cost, saving, callsPerTask, verifier }) => ({
      id,
      name,
      accuracy,
      cost,
      saving,
      callsPerTask,
      verifier,
    })),
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
