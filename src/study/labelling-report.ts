import { dollarsPerCall, type TokenUsage } from '../core/economics';
import type { Experiment, Price } from '../core/experiment';
import { expectingBatchedCost, expectingLabellingCost } from '../core/labelling-cost';
import { withCleaning } from '../core/lazy-labelling';
import { paper } from '../core/paper';
import type { Steps } from '../core/steps';
import type { LabellingReport } from './report';

/** Recordings don't say how long prompts and answers were: what a short programming task takes. */
const assumedTokens: TokenUsage = { input: 200, output: 150 };

/**
 * What the labels of these tasks cost where only that is asked which can still change them; of all tasks, as the
 * cleaning comes after. Null where no model has several trials of a task: then every trial is needed.
 */
export function* reportingLabelling(
  experiment: Experiment,
  unitCosts: readonly number[],
): Steps<LabellingReport | null> {
  const { rule } = experiment;
  const tasks = experiment.tasks.map(({ trials }) => trials);
  if (tasks.every((trials) => trials.every((ofModel) => ofModel.length <= 1))) return null;
  const { costShare, callShare, callShareByModel } = yield* expectingLabellingCost(rule, tasks, unitCosts);
  const { prices, source } = pricesOf(experiment, unitCosts);
  const { input, output } = assumedTokens;
  const { cost, singlyCost, fullCost } = yield* expectingBatchedCost(
    rule,
    tasks,
    prices.map((price) => ({
      prompt: dollarsPerCall(price, { input, output: 0 }),
      answer: dollarsPerCall(price, { input: 0, output }),
    })),
  );
  const cleaned = yield* expectingLabellingCost(withCleaning(rule), tasks, unitCosts);
  return {
    costShare,
    callShare,
    callShareByModel,
    costShareWithCleaning: cleaned.costShare,
    batched: {
      dollars: cost,
      singlyDollars: singlyCost,
      fullDollars: fullCost,
      assumption: `${input} tokens in a prompt and ${output} in an answer, ${source}`,
    },
  };
}

/** The experiment's own prices, where every model has one; else dollars in proportion to the unit costs. */
function pricesOf({ models }: Experiment, unitCosts: readonly number[]): { prices: Price[]; source: string } {
  const own = models.flatMap(({ price }) => price ?? []);
  if (own.length === models.length) return { prices: own, source: 'at the models’ prices' };
  const [dollars] = paper.dollarsPerThousandTokens;
  const cheapest = Math.min(...unitCosts);
  return {
    prices: unitCosts.map((cost) => {
      const price = (1000 * dollars * cost) / cheapest;
      return { input: price, output: price };
    }),
    source: `no prices being recorded: the cheapest model at Table 1’s $${dollars} per 1,000 tokens, the others by unit cost`,
  };
}
