import type { Experiment } from '../core/experiment';
import { paper } from '../core/paper';
import type { LabellingReport, LabelStabilityReport, Report } from '../study/report';
import { columns, cost, interval, percent, plain } from './format';

/** What the labels would have cost without the trials that can't change them. */
function labellingLines({ models }: Experiment, labelling: LabellingReport): string {
  const { costShare, callShare, callShareByModel, costShareWithCleaning, batched } = labelling;
  const dollars = (value: number) => `$${value.toPrecision(3)}`;
  const calls = models.map(({ name }, k) => `${name} ${percent(callShareByModel[k])} %`).join(', ');
  return [
    `Labelling: the same labels at ${percent(costShare)} % of the cost and ${percent(callShare)} % of the calls (${calls}), asking only what can still change a label; ${percent(costShareWithCleaning)} % where also who is kept must be known.`,
    `In dollars, several answers to a prompt in one request: ${dollars(batched.dollars)} (one by one ${dollars(batched.singlyDollars)}, all trials ${dollars(batched.fullDollars)}), for ${batched.assumption}.`,
  ].join('\n');
}

/** How often labels would come out the same, and what that rests on. */
function stabilityLines(stability: LabelStabilityReport): string {
  const { prior, priors, overall, overallUniform, levels, dropped, halves } = stability;
  const named = priors.map(({ alpha, beta }) => `Beta(${plain(alpha)}, ${plain(beta)})`).join(', ');
  const byLevel = levels.flatMap(({ level, same }) => (same ? [`${level}: ${interval(same)}`] : []));
  const lines = [
    `Were the trials drawn again: the same label for ${interval(overall)} % of kept tasks (by level ${byLevel.join(', ')}${dropped.same ? `; unsolved again: ${interval(dropped.same)}` : ''}).`,
    prior === 'fitted'
      ? `Posterior predictive, each model’s prior fitted to all tasks: ${named}; under uniform priors ${interval(overallUniform)} %.`
      : `Posterior predictive under uniform priors, as single trials don’t say how tasks differ: little more than an assumption.`,
  ];
  if (halves) {
    lines.push(
      `Measured: two halves of ${halves.trials} trials each agree on ${interval(halves.agreement)} %.`,
    );
  }
  return lines.join('\n');
}

/** A report for people, in a terminal, the paper's figures beside it. */
export function printReport(experiment: Experiment, report: Report): string {
  const { predictor, prior } = report;
  const verified = { none: '', 'visible-test': 'visible test', perfect: 'perfect verifier' };
  const parts = [
    `${experiment.name}: ${report.tasks} tasks, ${report.kept} kept, ${report.dropped} dropped, ${report.trials} trials`,
    `Rule: ${report.rule.name}. Results on ${report.scope === 'kept' ? 'kept tasks' : 'all tasks'}, 95 % intervals, seed ${report.seed}.`,
    `Levels: ${report.levels.map(({ level, tasks }) => `${level}: ${tasks}`).join(', ')}`,
    ...(report.labelling ? [labellingLines(experiment, report.labelling)] : []),
    ...(report.stability ? [stabilityLines(report.stability)] : []),
    columns([
      ['Policy', 'right, %', 'cost', 'saved, %', 'points over dearest', 'over coin flip', 'checked by'],
      ...report.policies.map((policy) => [
        policy.name,
        interval(policy.accuracy),
        interval(policy.cost, cost),
        interval(policy.saving),
        interval(policy.gain),
        policy.overChance ? interval(policy.overChance.gain) : '',
        verified[policy.verifier],
      ]),
    ]),
    columns([
      ['Family', 'points over random mix', 'over random cascade', 'parity cost'],
      ...report.frontiers.map((frontier) => [
        frontier.name,
        interval(frontier.areaOverRandomMix),
        interval(frontier.areaOverRandomCascade),
        frontier.parityCost.value === null ? 'not reached' : cost(frontier.parityCost.value),
      ]),
    ]),
  ];
  if (predictor && prior) {
    parts.push(
      columns([
        ['Complexity model', predictor.name, prior.name, 'paper (quoted)'],
        [
          'level right, %',
          interval(predictor.levelAccuracy),
          interval(prior.levelAccuracy),
          percent(paper.predictionAccuracy.fineTuned),
        ],
        ['model right, %', interval(predictor.tierAccuracy), interval(prior.tierAccuracy), ''],
        ['macro-F1', interval(predictor.macroF1, plain), interval(prior.macroF1, plain), ''],
        [
          'mean absolute error',
          interval(predictor.meanAbsoluteError, plain),
          interval(prior.meanAbsoluteError, plain),
          '',
        ],
        ['Brier', interval(predictor.brier, plain), interval(prior.brier, plain), ''],
        ['log-loss', interval(predictor.logLoss, plain), interval(prior.logLoss, plain), ''],
      ]),
    );
  } else {
    parts.push('No complexity model: there are no features of these tasks.');
  }
  parts.push(
    `The paper quotes ${percent(paper.saving)} % saved and ${percent(paper.codeAccuracy)} % of code right, on a run of its own (${paper.url}).`,
  );
  return parts.join('\n\n');
}
