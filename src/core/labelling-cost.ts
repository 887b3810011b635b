import { type AskingCost, type Batch, batchPlanner, choose } from './batch-plan';
import { passed, type Trial } from './experiment';
import type { LabellingRule } from './labelling';
import { narrowed, openModels, type OpenRule, openKey, openRule } from './open-rule';
import { atOnce, type Steps } from './steps';

/** Answers and requests per model, summed over the tasks. */
export interface LabellingEffort {
  answers: number[];
  requests: number[];
}

/** What labels cost by asking what can still change them, against the full run of all trials of all models. */
export interface LabellingCost extends LabellingEffort {
  /** Shares of the full run's cost in unit costs, of its calls, and of each model's calls. */
  costShare: number;
  callShare: number;
  callShareByModel: number[];
}

/** What labels cost in requests that bill a prompt and several answers, in the unit of the costs handed in. */
export interface BatchedLabellingCost {
  /** Asking what can matter, as many answers at once as is cheapest in expectation (see `nextBatch`). */
  cost: number;
  /** Asking what can matter one answer at a time, the prompt being billed with each. */
  singlyCost: number;
  /** The full run, in one request per task and model. */
  fullCost: number;
  effort: LabellingEffort;
}

/**
 * The expected cost of labelling recorded tasks one answer at a time, cheapest model first, never asking what
 * can't change the label: exact, over all orders in which the trials could have come.
 *
 * @param tasks `trials[model][index]` of each task; M is the number of trials that each has
 * @throws RangeError where the trials don't fit the rule
 */
export function expectedLabellingCost(...given: Parameters<typeof expectingLabellingCost>): LabellingCost {
  return atOnce(expectingLabellingCost(...given));
}

/** `expectedLabellingCost`, piece by piece. */
export function* expectingLabellingCost(
  rule: LabellingRule,
  tasks: readonly Trial[][][],
  unitCosts: readonly number[],
): Steps<LabellingCost> {
  const effort = yield* expectingEffort(
    rule,
    tasks,
    unitCosts.map((answer) => ({ prompt: 0, answer })),
  );
  const full = trialsOf(rule, tasks);
  return {
    ...effort,
    costShare: dot(effort.answers, unitCosts) / dot(full, unitCosts),
    callShare: total(effort.answers) / total(full),
    callShareByModel: effort.answers.map((answers, k) => answers / full[k]),
  };
}

/**
 * The expected cost of labelling recorded tasks where answers of one request share its prompt: exact, over all
 * orders of the trials. The batches are those that a run chooses once it knows how often each model passes.
 *
 * @throws RangeError where the trials don't fit the rule
 */
export function expectedBatchedCost(...given: Parameters<typeof expectingBatchedCost>): BatchedLabellingCost {
  return atOnce(expectingBatchedCost(...given));
}

/** `expectedBatchedCost`, piece by piece. */
export function* expectingBatchedCost(
  rule: LabellingRule,
  tasks: readonly Trial[][][],
  costs: readonly Omit<AskingCost, 'seen'>[],
): Steps<BatchedLabellingCost> {
  const full = trialsOf(rule, tasks);
  const learnt = costs.map((cost, k) => {
    const right = total(tasks.map((trials) => trials[k].filter(passed).length));
    return { ...cost, seen: { passed: right, judged: full[k] } };
  });
  const effort = yield* expectingEffort(rule, tasks, learnt);
  const singly = costs.map(({ prompt, answer }) => ({ prompt: 0, answer: prompt + answer }));
  const costOf = ({ answers, requests }: LabellingEffort) =>
    costs.reduce((sum, { prompt, answer }, k) => sum + requests[k] * prompt + answers[k] * answer, 0);
  return {
    cost: costOf(effort),
    singlyCost: costOf(yield* expectingEffort(rule, tasks, singly)),
    fullCost: costOf({ answers: full, requests: full.map(() => tasks.length) }),
    effort,
  };
}

/** A rule as it stands, with what is asked there and where the answers lead to. */
interface Node {
  open: OpenRule;
  step: Batch | undefined;
  /** The models that the open conditions speak of, where trials are left: all that the future depends on. */
  models: number[];
  /** By number of passes. */
  after: Node[];
  /** Answers, then requests per model from here on, by the successes among the trials left. */
  known: Map<string, Float64Array>;
}

/** The effort of labelling by `nextBatch`: a task's successes are drawn without replacement. */
function* expectingEffort(
  rule: LabellingRule,
  tasks: readonly Trial[][][],
  costs: readonly AskingCost[],
): Steps<LabellingEffort> {
  const plan = batchPlanner(costs);
  const nodes = new Map<string, Node>();

  const nodeOf = (open: OpenRule): Node => {
    const key = openKey(open);
    let node = nodes.get(key);
    if (!node) {
      node = { open, step: plan(open), models: openModels(open), after: [], known: new Map() };
      nodes.set(key, node);
    }
    return node;
  };

  /** @param right successes among the trials left, per model */
  const effort = (node: Node, right: number[]): Float64Array => {
    const { open, step, after, known } = node;
    const key = node.models.map((k) => right[k]).join();
    const before = known.get(key);
    if (before) return before;
    const result = new Float64Array(2 * rule.models);
    known.set(key, result);
    if (!step) return result;
    const { model, samples } = step;
    const left = open.left[model];
    const ofModel = right[model];
    result[model] = samples;
    result[rule.models + model] = 1;
    for (let passes = 0; passes <= samples; passes++) {
      const chance =
        (choose(ofModel, passes) * choose(left - ofModel, samples - passes)) / choose(left, samples);
      if (chance === 0) continue;
      after[passes] ??= nodeOf(narrowed(open, model, passes, passes + left - samples));
      right[model] = ofModel - passes;
      const rest = effort(after[passes], right);
      for (let i = 0; i < result.length; i++) result[i] += chance * rest[i];
    }
    right[model] = ofModel;
    return result;
  };

  const sum = new Float64Array(2 * rule.models);
  const none = new Array<number>(rule.models).fill(0);
  for (const trials of tasks) {
    yield;
    const start = nodeOf(
      openRule(
        rule,
        none,
        none,
        trials.map((ofModel) => ofModel.length),
      ),
    );
    const right = trials.map((ofModel) => ofModel.filter(passed).length);
    effort(start, right).forEach((value, i) => (sum[i] += value));
  }
  return { answers: [...sum.subarray(0, rule.models)], requests: [...sum.subarray(rule.models)] };
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const dot = (values: readonly number[], weights: readonly number[]) =>
  values.reduce((sum, value, k) => sum + value * weights[k], 0);

/** Trials per model, over all tasks. */
function trialsOf(rule: LabellingRule, tasks: readonly Trial[][][]): number[] {
  return Array.from({ length: rule.models }, (_, k) => total(tasks.map((trials) => trials[k].length)));
}
