import { describe, expect, it } from 'vitest';
import type { RecordedTask } from '../../../../src/core/experiment';
import { fixedSequence } from '../../../../src/core/policy';
import { randomStream } from '../../../../src/core/random';
import { replay } from '../../../../src/core/replay';
import { PlanBook } from '../../../../src/core/searching/plan-book';
import { outlookOf, Planner, type PlanLimits } from '../../../../src/core/searching/planner';
import { recordedOutcome, recordedSteps } from '../../../../src/core/searching/recorded';
import {
  allSequences,
  type AttemptGraph,
  attemptGraph,
  graphOf,
  historyOf,
  sequenceTree,
} from '../../../../src/core/searching/sequences';

describe('sequences of models', () => {
  it.each([
    [[1, 1, 1], 7],
    [[50, 50], 1023],
    [[50, 50, 50], 999],
    [[2, 2, 2, 2], 80],
    [[10, 10, 1], 241],
    [new Array<number>(10).fill(1), 1023],
    [new Array<number>(10).fill(50), 1023],
  ])('recorded %j times: %d', (recorded, count) => {
    const sequences = allSequences(recorded);
    expect(sequences).toHaveLength(count);
    const tree = sequenceTree(recorded.length, sequences);
    sequences.forEach((sequence, s) => {
      expect(tree.parent[s]).toBeLessThan(s);
      expect(sequence.slice(0, -1)).toEqual(tree.parent[s] < 0 ? [] : sequences[tree.parent[s]]);
      if (sequence.length === 1) expect(tree.milder[s]).toBe(-1);
      else expect(sequences[tree.milder[s]]).toHaveLength(sequence.length - 1);
      expect(tree.milder[s]).toBeLessThan(s);
    });
  });
});

describe('the graph of what can be asked', () => {
  it.each<[number[], boolean, number]>([
    [[1, 1, 1], true, 12],
    [[5, 5, 5], true, 540],
    [[10, 10, 1], true, 561],
    [new Array<number>(10).fill(1), false, 1023],
  ])('of models recorded %j times: in any order %s, %d sequences', (recorded, anyOrder, count) => {
    const graph = attemptGraph(recorded);
    expect(graph.anyOrder).toBe(anyOrder);
    expect(graph.tries).toEqual(recorded);
    expect(graph.sequences).toHaveLength(count);
    graph.sequences.forEach((sequence, s) => {
      const failures = (models: readonly number[]) =>
        recorded.map((_, k) => models.filter((model) => model === k).length);
      const history = sequence.slice(0, -1);
      expect(history).toEqual(history.toSorted((a, b) => a - b));
      expect(graph.before[s]).toBe(historyOf(graph, failures(history)));
      expect(graph.after[s]).toBe(historyOf(graph, failures(sequence)));
      expect(graph.after[s]).toBeGreaterThan(graph.before[s]);
      expect(graph.parent[s]).toBeLessThan(s);
      expect(graph.milder[s]).toBeLessThan(s);
    });
  });
});

/** All plans that a graph allows. */
function allPlans(graph: AttemptGraph, { ascending, tries = graph.tries, single = false }: PlanLimits) {
  const plans: number[][] = [];
  const extend = (plan: number[], history: number) => {
    if (single && plan.length === 1) return;
    graph.last.forEach((model, s) => {
      const before = plan.map((one) => graph.last[one]);
      if (graph.before[s] !== history) return;
      if (before.filter((one) => one === model).length >= tries[model]) return;
      if (ascending && before.some((one) => one > model)) return;
      plans.push([...plan, s]);
      extend([...plan, s], graph.after[s]);
    });
  };
  extend([], 0);
  return plans;
}

describe('what recorded trials say of plans', () => {
  const tasks: RecordedTask[] = [
    {
      id: 'a',
      trials: [
        ['111', '011', '100'],
        ['110', '111'],
        ['000', '111', '111', '101'],
      ],
    },
    {
      id: 'b',
      trials: [
        ['000', '000'],
        ['111', '111'],
        ['100', '011'],
      ],
    },
    {
      id: 'c',
      trials: [
        ['0', '1'],
        ['0', '0'],
        ['1', '0'],
      ],
    },
  ];
  const graph = graphOf([2, 2, 2], true);
  const steps = recordedSteps(graph, tasks, 1);

  it('is what replaying them gives, in whatever order models are asked', () => {
    const plans = allPlans(graph, {});
    expect(plans).toHaveLength(270);
    for (const plan of plans) {
      const outcome = recordedOutcome(graph, steps, [1, 10, 100], plan);
      const policy = fixedSequence(plan.map((s) => graph.last[s]));
      tasks.forEach((task, i) => {
        const { accuracy, calls } = replay(policy, {}, task, 1);
        expect(outcome.accuracy[i]).toBeCloseTo(accuracy, 12);
        expect(outcome.cost[i]).toBeCloseTo(calls[0] + 10 * calls[1] + 100 * calls[2], 10);
      });
    }
  });

  it('refuses to ask more often than was recorded', () => {
    expect(() => recordedSteps(graphOf([3, 3, 3], true), tasks, 1)).toThrow(
      'asked more often than it was recorded',
    );
  });
});

describe('the best plan', () => {
  const graph = graphOf([2, 2, 2], true);
  const unitCosts = [1, 10, 100];
  const prices = Array.from({ length: 41 }, (_, i) => 1e-5 * 10 ** (i / 8));
  const random = randomStream(1, 'chances');
  const chances = () => ({
    passes: Float64Array.from(graph.sequences, () => random()),
    rightIfPassed: Float64Array.from(graph.sequences, () => 0.5 + random() / 2),
  });
  const valueOf = (expected: ReturnType<typeof chances>, plan: number[], price: number) => {
    const { accuracy, cost } = outlookOf(graph, expected, unitCosts, plan);
    return accuracy - price * cost;
  };

  it.each<[string, PlanLimits]>([
    ['of all', {}],
    ['of those that ask cheaper models first', { ascending: true }],
    ['of those that ask each model once', { tries: [1, 1, 1] }],
    ['of those without a model', { tries: [2, 0, 2] }],
    ['of those that ask for one answer', { single: true }],
  ])('is at each price that %s whose expected accuracy - price * cost is largest', (_, limits) => {
    const planner = new Planner(graph, unitCosts, limits);
    const plans = allPlans(graph, limits);
    const book = new PlanBook();
    const found = new Set<number>();
    for (let draw = 0; draw < 10; draw++) {
      const expected = chances();
      planner.plansAt(expected, prices, book).forEach((number, p) => {
        const most = Math.max(...plans.map((plan) => valueOf(expected, plan, prices[p])));
        expect(valueOf(expected, book.plan(number), prices[p])).toBeCloseTo(most, 10);
        expect(book.plan(number)).toEqual(planner.planAt(expected, prices[p]));
        found.add(number);
      });
    }
    expect(found.size).toBeGreaterThan(2);
  });

  it('goes on from each history as the whole plan does', () => {
    const planner = new Planner(graph, unitCosts);
    for (let draw = 0; draw < 20; draw++) {
      const expected = chances();
      const plan = planner.planAt(expected, 0.003);
      plan.forEach((s, at) =>
        expect(planner.planAt(expected, 0.003, graph.before[s])).toEqual(plan.slice(at)),
      );
      expect(planner.planAt(expected, 0.003, graph.histories - 1)).toEqual([]);
    }
  });

  it('asks something even where nothing is worth its price, and nothing where nobody is left', () => {
    expect(new Planner(graph, unitCosts).planAt(chances(), 10)).toHaveLength(1);
    expect(new Planner(graph, unitCosts, { tries: [0, 0, 0] }).planAt(chances(), 0.001)).toEqual([]);
  });
});
