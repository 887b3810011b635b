import type { Attempt, Policy, Prediction, Step } from '../core/policy';
import { type Chances, outlookOf, Planner } from '../core/searching/planner';
import { type AttemptGraph, graphOf, historyOf } from '../core/searching/sequences';
import { stepsOf } from '../core/searching/words';
import { operatingPoint, type Wish } from '../core/statistics/operating-point';
import { knownOf } from '../predictors/after-failures/known';
import { AfterFailures, slopeGroups } from '../predictors/after-failures/model';
import { hashedCounts } from '../predictors/features/hashing';
import { textOf } from '../predictors/features/text';
import { parseRouterFile, type RouterFile, type RouterPoint } from './file';
import { planWords } from './plan-words';
import { TaskModel } from './task-model';

/** What a router says of a task, as JSON can hold it. */
export interface RouterPrediction extends Prediction {
  /** Probability of each of the file’s levels. */
  levels: number[];
  /** Probability that one answer of each model is right, cheapest model first. */
  success: number[];
  /** Are there visible tests that answers can be checked with? */
  canCheck: boolean;
}

/** How a router is used. */
export interface RouterOptions {
  /** Which of `points(prediction)`. */
  point: number;
  /** Models that can’t be asked now, by their position: plans go round them. */
  unavailable?: readonly number[];
}

/** One model asked, up to so many times in a row. */
export interface PlanStep {
  model: number;
  times: number;
  /** Probability that it comes to this step, and that one of its answers then passes. */
  reached: number;
  passes: number;
}

/** What a router means to do with a task. */
export interface Plan {
  steps: PlanStep[];
  /** The models in turn. */
  models: number[];
  /** Expected of this task: is it solved, and at what cost, in unit costs. */
  accuracy: number;
  cost: number;
  sentence: string;
  /** Models that it would ask were they available. */
  missed: number[];
}

/** A trained router: predicts a task from its text and decides, step by step, which model to ask. */
export class Router {
  readonly file: RouterFile;
  readonly #taskModel: TaskModel;
  readonly #graph: AttemptGraph;
  readonly #afterFailures: AfterFailures[];
  readonly #planners = new Map<string, Planner>();

  /** @throws RangeError where the file’s parts don’t fit together */
  constructor(file: RouterFile) {
    const { tries, anyOrder, models } = file;
    if (tries.length !== models.length || tries.reduce((all, most) => all * (most + 1), 1) > 1024) {
      throw new RangeError('this router’s tries don’t fit its models, or are too many');
    }
    this.file = file;
    this.#taskModel = TaskModel.fromJSON(file.predictor);
    this.#graph = graphOf(tries, anyOrder);
    this.#afterFailures = restoreAfterFailures(file, this.#graph);
    const { levels, success } = this.#taskModel.predict(hashedCounts('def f(x): return x'));
    const points = [...file.points, ...file.uncheckedPoints];
    const fit = [
      levels.length === file.levels.length && success.length === models.length,
      file.centre.length === models.length,
      points.every(({ strength }) => strength < this.#afterFailures.length),
      models.every(({ unitCost }, k) => k === 0 || models[k - 1].unitCost <= unitCost),
    ];
    if (!fit.every(Boolean)) throw new RangeError('the parts of this router don’t fit together');
  }

  /**
   * What the text of a task tells.
   *
   * @param visibleTests the task’s tests that may be looked at, as many as the router reads; more are not looked at
   */
  predict(prompt: string, visibleTests: readonly string[] = []): RouterPrediction {
    const seen = visibleTests.slice(0, this.file.visibleTests);
    const { levels, success } = this.#taskModel.predict(hashedCounts(textOf(prompt, seen)));
    return { levels, success, canCheck: visibleTests.length > 0 };
  }

  /** The operating points that a task has: others where answers can’t be checked. Cheapest first. */
  points({ canCheck }: Pick<RouterPrediction, 'canCheck'>): readonly RouterPoint[] {
    return canCheck ? this.file.points : this.file.uncheckedPoints;
  }

  /**
   * The point that answers a wish, by cost per task in unit costs or by accuracy; undefined where none does.
   *
   * @param wish a budget in dollars is a cost, at what a call of unit cost 1 costs
   */
  pointFor(prediction: Pick<RouterPrediction, 'canCheck'>, wish: Wish): number | undefined {
    const points = this.points(prediction).map(({ cost, accuracy }) => ({
      cost: cost.value,
      accuracy: accuracy.value,
    }));
    return operatingPoint(points, wish);
  }

  /**
   * What to do next: ask a model, accept an answer that passed, or give up. After attempts that no plan would have made
   * it goes on from where they left it.
   *
   * @param history the attempts so far, "unknown" where an answer couldn’t be checked
   * @throws RangeError where there is no such point
   */
  next(prediction: RouterPrediction, history: readonly Attempt[], options: RouterOptions): Step {
    const accepted = history.findIndex(({ visible }) => visible === 'pass');
    if (accepted >= 0) return { kind: 'accept', attempt: accepted };
    const unchecked = history.findIndex(({ visible }) => visible === 'unknown');
    if (unchecked >= 0 && !prediction.canCheck) return { kind: 'accept', attempt: unchecked };
    const failures = this.file.models.map((_, k) => history.filter(({ model }) => model === k).length);
    const [next] = this.#planFrom(prediction, historyOf(this.#graph, failures), options);
    return next === undefined ? { kind: 'give-up' } : { kind: 'attempt', model: this.#graph.last[next] };
  }

  /** The router at one point, for one task, as a policy that can be carried out. */
  policyFor(prediction: RouterPrediction, options: RouterOptions): Policy {
    return {
      id: 'router',
      verifies: prediction.canCheck,
      next: (_, history) => this.next(prediction, history, options),
    };
  }

  /**
   * The whole plan for a task, in words too.
   *
   * @throws RangeError where there is no such point
   */
  planOf(prediction: RouterPrediction, options: RouterOptions): Plan {
    const plan = this.#planFrom(prediction, 0, options);
    const chances = this.#chancesOf(prediction, options.point);
    const { accuracy, cost, reached } = outlookOf(
      this.#graph,
      chances,
      this.file.models.map(({ unitCost }) => unitCost),
      plan,
    );
    const models = plan.map((s) => this.#graph.last[s]);
    let at = 0;
    const steps = stepsOf(models).map(({ model, times }): PlanStep => {
      const failing = plan.slice(at, at + times).reduce((all, s) => all * (1 - chances.passes[s]), 1);
      const step = { model, times, reached: reached[at], passes: 1 - failing };
      at += times;
      return step;
    });
    const wanted = this.#planFrom(prediction, 0, { point: options.point }).map((s) => this.#graph.last[s]);
    const missed = [...new Set(wanted)].filter((model) => options.unavailable?.includes(model));
    const sentence = planWords(this.file.models, models, { canCheck: prediction.canCheck, missed });
    return { steps, models, accuracy, cost, sentence, missed };
  }

  #planFrom(prediction: RouterPrediction, from: number, options: RouterOptions): number[] {
    const { point, unavailable = [] } = options;
    const { price } = this.#pointAt(prediction, point);
    return this.#planner(prediction.canCheck, unavailable).planAt(
      this.#chancesOf(prediction, point),
      price,
      from,
    );
  }

  #pointAt(prediction: Pick<RouterPrediction, 'canCheck'>, point: number): RouterPoint {
    const found = this.points(prediction)[point];
    if (!found) throw new RangeError(`this router has no point ${point}`);
    return found;
  }

  #chancesOf(prediction: RouterPrediction, point: number): Chances {
    const { strength } = this.#pointAt(prediction, point);
    return this.#afterFailures[strength].chancesOf(knownOf(prediction.success, this.file.centre));
  }

  #planner(canCheck: boolean, unavailable: readonly number[]): Planner {
    const key = `${canCheck} ${[...new Set(unavailable)].sort((a, b) => a - b).join(' ')}`;
    const known = this.#planners.get(key);
    if (known) return known;
    const unitCosts = this.file.models.map(({ unitCost }) => unitCost);
    const tries = this.#graph.tries.map((most, model) => (unavailable.includes(model) ? 0 : most));
    const planner = new Planner(this.#graph, unitCosts, { tries, ...(!canCheck && { single: true }) });
    this.#planners.set(key, planner);
    return planner;
  }
}

/**
 * Reads a router that was trained, here or elsewhere.
 *
 * @param json of `router.json`, parsed
 * @throws Error, for the visitor, where it is none
 */
export function readRouter(json: unknown): Router {
  return new Router(parseRouterFile(json));
}

function restoreAfterFailures(file: RouterFile, graph: AttemptGraph): AfterFailures[] {
  const { groups, of } = slopeGroups(graph);
  const count = graph.sequences.length;
  const rightIfPassed = Float64Array.from(file.rightIfPassed);
  return file.afterFailures.map(({ intercepts, slopes: rows }) => {
    const fit = [
      rightIfPassed.length === count && intercepts.length === count,
      rows.length === of.length && rows.every((row) => row.length === graph.models),
    ];
    if (!fit.every(Boolean)) throw new RangeError('the plans of this router don’t fit its tries');
    const slopes = rows.map((row) => Float64Array.from(row));
    return new AfterFailures({ intercepts: Float64Array.from(intercepts), groups, slopes, rightIfPassed });
  });
}
