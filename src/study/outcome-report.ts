import type { Steps } from '../core/steps';
import { judgingPolicies } from './judged';
import type { Played } from './outcome-policies';
import type { Report } from './report';
import { estimate } from './resampling';
import type { Setup } from './setup';

/**
 * Labels, single models, the ladder and the bounds: what no fold and no complexity model is needed for.
 *
 * @param played as `playingOutcomePolicies` plays them: single models first
 */
export function* reportingOutcomes(setup: Setup, played: readonly Played[]): Steps<Report> {
  const { experiment, labelled, unitCosts, tiers, resampling } = setup;
  const policies = yield* judgingPolicies(experiment, played, setup.reference, resampling);
  const kept = labelled.kept.filter(Boolean).length;
  const counts = labelled.levels.map((_, c) => labelled.target.reduce((n, t) => n + Number(t === c), 0));
  const tierCounts = unitCosts.map((_, k) =>
    counts.reduce((n, count, c) => n + (tiers[c] === k ? count : 0), 0),
  );
  const shareOf = (isMajority: (target: number) => boolean) =>
    estimate(
      resampling.mean(Float64Array.from(labelled.target, (t) => (t < 0 ? NaN : Number(isMajority(t))))),
    );
  const [majorityLevel, majorityTier] = [largest(counts), largest(tierCounts)];
  const allKept = setup.scope === 'all' ? kept : labelled.tasks.length;
  return {
    experiment: experiment.id,
    name: experiment.name,
    scope: setup.scope,
    seed: setup.seed,
    tasks: experiment.tasks.length,
    kept: allKept,
    dropped: experiment.tasks.length - allKept,
    trials: experiment.tasks.reduce(
      (n, task) => n + task.trials.reduce((m, trials) => m + trials.length, 0),
      0,
    ),
    rule: { id: experiment.rule.id, name: experiment.rule.name },
    unitCosts: [...unitCosts],
    levels: labelled.levels.map((level, c) => ({ level, tasks: counts[c] })),
    labelling: null,
    stability: null,
    majority: {
      level: shareOf((t) => t === majorityLevel),
      tier: shareOf((t) => tiers[t] === majorityTier),
    },
    models: experiment.models.map((model, k) => ({
      id: model.id,
      name: model.name,
      accuracy: policies[k].accuracy,
      cost: policies[k].cost,
    })),
    predictor: null,
    prior: null,
    formula: null,
    search: null,
    policies,
    frontiers: [],
    perTask: labelled.tasks.map((index, i) => ({
      id: experiment.tasks[index].id,
      level: labelled.level[i],
      kept: labelled.kept[i],
    })),
    seconds: { outcomes: 0, predictor: null, policies: null },
  };
}

const largest = (values: readonly number[]) => values.indexOf(Math.max(...values));
