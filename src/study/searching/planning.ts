import { fewestTrials } from '../../core/experiment';
import { PlanBook } from '../../core/searching/plan-book';
import { Planner, type PlanLimits } from '../../core/searching/planner';
import { recordedOutcome, type RecordedSteps, recordedSteps } from '../../core/searching/recorded';
import { type AttemptGraph, attemptGraph } from '../../core/searching/sequences';
import { type SlopeGroups, slopeGroups } from '../../predictors/after-failures/model';
import type { Setup } from '../setup';

/**
 * What plans may do: ask models in any order, as often as was recorded; in ascending order; each once; or ask for one
 * answer, which need not be checked.
 */
export const kinds = ['searched', 'ascending', 'once', 'single'] as const;
export type PlanKind = (typeof kinds)[number];

/** What all plans of an experiment are made of. */
export interface Planning {
  /** How many tests plans look at. */
  visibleTests: number;
  graph: AttemptGraph;
  groups: SlopeGroups;
  steps: RecordedSteps;
  unitCosts: readonly number[];
  /** What one unit cost must bring in accuracy, ascending. */
  prices: readonly number[];
  planners: Partial<Record<PlanKind, Planner>>;
  book: RecordedPlans;
}

/**
 * Prices from a thousandth of a right answer for a call of the dearest model to a whole one for a call of the cheapest,
 * evenly spaced on a logarithmic scale. Nothing is had for nothing: at a price of 0 differences that are but noise
 * would be paid for.
 */
export function priceGrid(unitCosts: readonly number[], count = 81): number[] {
  const [from, to] = [0.001 / unitCosts[unitCosts.length - 1], 1 / unitCosts[0]];
  return Array.from({ length: count }, (_, i) => from * (to / from) ** (i / (count - 1)));
}

/**
 * Are there many histories? Then plans differ at nearly every price, so that half as many prices do, and planning twice
 * over would take long.
 */
export const isLarge = ({ histories }: Pick<AttemptGraph, 'histories'>) => histories > 64;

/**
 * @param wanted kinds of plans to be made
 * @param visibleTests how many tests they may look at: as many as the experiment's router may see, or more
 */
export function planningOf(
  { experiment, labelled, unitCosts }: Pick<Setup, 'experiment' | 'labelled' | 'unitCosts'>,
  wanted: readonly PlanKind[] = kinds,
  visibleTests = experiment.visibleTests,
): Planning {
  const tasks = labelled.tasks.map((index) => experiment.tasks[index]);
  const graph = attemptGraph(fewestTrials(experiment));
  const steps = recordedSteps(graph, tasks, visibleTests);
  const limits: Record<PlanKind, PlanLimits> = {
    searched: {},
    ascending: { ascending: true },
    once: { tries: graph.tries.map(() => 1) },
    single: { single: true },
  };
  const whole = new Planner(graph, unitCosts);
  /** Kinds that can't differ share a planner, so that their plans are made once. */
  const plannerOf = (kind: PlanKind) => {
    const isWhole =
      kind === 'searched' ||
      (kind === 'ascending' && !graph.anyOrder) ||
      (kind === 'once' && graph.tries.every((tries) => tries === 1));
    return isWhole ? whole : new Planner(graph, unitCosts, limits[kind]);
  };
  return {
    visibleTests,
    graph,
    groups: slopeGroups(graph),
    steps,
    unitCosts,
    prices: priceGrid(unitCosts, isLarge(graph) ? 41 : 81),
    planners: Object.fromEntries(wanted.map((kind) => [kind, plannerOf(kind)])),
    book: new RecordedPlans(graph, steps, unitCosts),
  };
}

/** What a plan gets and pays on each task. */
export interface PlanOutcome {
  accuracy: Float64Array;
  cost: Float64Array;
}

/** Works out once what each plan gets and pays. */
export class RecordedPlans extends PlanBook {
  readonly #graph: AttemptGraph;
  readonly #steps: RecordedSteps;
  readonly #unitCosts: readonly number[];
  readonly #outcomes: PlanOutcome[] = [];

  constructor(graph: AttemptGraph, steps: RecordedSteps, unitCosts: readonly number[]) {
    super();
    this.#graph = graph;
    this.#steps = steps;
    this.#unitCosts = unitCosts;
  }

  /** The models that a plan asks in turn. */
  modelsOf(number: number): number[] {
    return this.plan(number).map((s) => this.#graph.last[s]);
  }

  outcomeOf(number: number): PlanOutcome {
    return (this.#outcomes[number] ??= recordedOutcome(
      this.#graph,
      this.#steps,
      this.#unitCosts,
      this.plan(number),
    ));
  }
}
