import { type AskingCost, type Batch, batchPlanner, cheapestFirst } from './batch-plan';
import type { LabellingRule } from './labelling';
import { type OpenRule, openRule, settledLevel } from './open-rule';

/** What is known of one task: one entry per model, cheapest first. */
export interface LabellingState {
  successes: readonly number[];
  /** Trials whose outcome is known. */
  asked: readonly number[];
}

/**
 * The level of a task, as soon as no outcome of the trials to come can change it; else undefined.
 *
 * @param trialsPerModel M of each model, of the full run
 * @throws RangeError where the counts don't fit the rule or each other
 */
export function decidedLevel(
  rule: LabellingRule,
  successes: readonly number[],
  asked: readonly number[],
  trialsPerModel: readonly number[],
): number | undefined {
  return settledLevel(openRule(rule, successes, asked, trialsPerModel));
}

/**
 * What to ask next for a task's label: the cheapest model (of one answer with its prompt; the first among equals)
 * whose outcomes can still change it, and as many answers in one request as is cheapest in expectation; one at a
 * time where the prompt costs nothing. undefined: nothing is left to ask.
 *
 * @param models what asking each model costs, in the order of the models
 * @param trialsPerModel M of each model: never more is asked
 * @param options.audited all trials of this task are wanted, whether its label needs them or not
 * @throws RangeError as `decidedLevel`
 */
export function nextBatch(
  rule: LabellingRule,
  { successes, asked }: LabellingState,
  models: readonly AskingCost[],
  trialsPerModel: readonly number[],
  options: { audited?: boolean } = {},
): Batch | undefined {
  const open = openRule(rule, successes, asked, trialsPerModel);
  return options.audited ? auditedBatch(open, models) : batchPlanner(models)(open);
}

function auditedBatch({ left }: OpenRule, models: readonly AskingCost[]): Batch | undefined {
  const model = cheapestFirst(models).find((k) => left[k] > 0);
  // All will be asked: in one request the prompt is paid once.
  return model === undefined ? undefined : { model, samples: left[model] };
}

/** The level that `withCleaning` gives to tasks that the paper's cleaning drops. */
export const droppedLevel = -1;

/**
 * The rule with the paper's cleaning (3.2) as one more level: a task that no trial solves is dropped. A label may
 * be decided while that is not: whoever stops early by the bare rule knows every level, but not always who is kept.
 */
export function withCleaning(rule: LabellingRule): LabellingRule {
  const models = Array.from({ length: rule.models }, (_, k) => k);
  const solved = { models, atLeast: 1, unit: 'successes' as const };
  return {
    ...rule,
    id: `${rule.id}-cleaned`,
    levels: rule.levels.flatMap((level) =>
      'when' in level || level.any.length > 0
        ? [level]
        : [
            { ...level, any: [solved] },
            { level: droppedLevel, any: [] },
          ],
    ),
  };
}
