import type { LabellingRule } from './labelling';
import { withCleaning } from './lazy-labelling';
import { levelProbabilities } from './level-probabilities';
import { type Beta, betaBinomial, posterior, type TrialCount } from './statistics/beta-binomial';

/**
 * The label that a task would get if its trials were drawn again: each model's success probability is only known as
 * far as its trials tell (posterior predictive), each model by itself.
 *
 * @param seen per model: what came of its trials
 * @param trials per model: how many are drawn again; M of the rule where it needs so many
 * @param priors per model: what is known before its trials
 * @returns level -> probability; `droppedLevel` where no trial would pass
 * @throws RangeError where the trials don't fit the rule
 */
export function redrawnLabel(
  rule: LabellingRule,
  seen: readonly TrialCount[],
  trials: readonly number[],
  priors: readonly Beta[],
): Map<number, number> {
  const counts = seen.map((count, k) => betaBinomial(trials[k], posterior(priors[k], count)));
  return levelProbabilities(withCleaning(rule), counts);
}
