import { describe, expect, it } from 'vitest';
import type { AskingCost } from '../../../src/core/batch-plan';
import {
  type CountCondition,
  type LabellingRule,
  levelOf,
  paperFiveLevel,
  singleTrial,
  smallestReliable,
} from '../../../src/core/labelling';
import { decidedLevel, droppedLevel, nextBatch, withCleaning } from '../../../src/core/lazy-labelling';
import { matters as canMatter, openRule } from '../../../src/core/open-rule';
import { randomInteger, randomStream } from '../../../src/core/random';
import { printCondition } from '../../../src/core/rules/print';
import { writtenRule } from '../../../src/core/rules/written-rule';
import { randomClaim } from './rules/random-claims';

/** All lists with entry k from `low[k]` to `high[k]`. */
function box(low: number[], high: number[]): number[][] {
  return low.reduce<number[][]>(
    (lists, from, k) =>
      lists.flatMap((list) => Array.from({ length: high[k] - from + 1 }, (_, i) => [...list, from + i])),
    [[]],
  );
}

/**
 * What is wrong with the decisions on a rule, in every state that some order of the trials leads to. What is true of a
 * state follows from the two that one more outcome leads to, down to the states in which no trial is left.
 *
 * @param every only each so-manieth state is asked about
 */
function mistakes(rule: LabellingRule, trials: number[], every = 1): { states: number; found: string[] } {
  const found: string[] = [];
  const none = trials.map(() => 0);
  // Every state has a number: asked and successes as digits of one.
  const places = trials.map((_, k) => trials.slice(k + 1).reduce((n, m) => n * (m + 1), 1));
  const numbers = trials.reduce((n, m) => n * (m + 1), 1);
  const numberOf = (counts: number[]) => counts.reduce((sum, n, k) => sum + n * places[k], 0);
  const levels = new Map<number, number | undefined>();
  const matter = new Map<number, boolean[]>();
  let states = 0;
  for (const asked of box(none, trials).reverse()) {
    const open = trials.flatMap((m, k) => (asked[k] < m ? [k] : []));
    const base = numberOf(asked) * numbers;
    for (const successes of box(none, asked)) {
      states++;
      const state = base + numberOf(successes);
      const after = (k: number) => [state + places[k] * numbers, state + places[k] * (numbers + 1)];
      const [one, other] = open.length > 0 ? after(open[0]).map((next) => levels.get(next)) : [];
      const level = open.length === 0 ? levelOf(rule, successes, trials) : one === other ? one : undefined;
      levels.set(state, level);
      const matters = trials.map((_, k) => {
        if (!open.includes(k)) return false;
        const beside = open.find((j) => j !== k);
        return beside === undefined ? level === undefined : after(beside).some((next) => matter.get(next)![k]);
      });
      matter.set(state, matters);
      if (states % every !== 0) continue;
      const decided = decidedLevel(rule, successes, asked, trials);
      const opened = openRule(rule, successes, asked, trials);
      const at = () => `${successes.join()} of ${asked.join()}`;
      if (decided !== level) found.push(`${at()}: level ${decided}, not ${level}`);
      matters.forEach((matters, k) => {
        if (canMatter(opened, k) !== matters) {
          found.push(`${at()}: model ${k} ${matters ? 'matters' : 'does not matter'}`);
        }
      });
    }
  }
  return { states, found };
}

const same = (models: number, trials: number) => new Array<number>(models).fill(trials);

/** Whatever a rule could be: any conditions on any models, levels out of order and more than once. */
function randomRule(random: () => number, models: number, most: number): LabellingRule {
  const draw = (n: number) => randomInteger(random, n);
  const condition = (): CountCondition => {
    const named = Array.from({ length: 1 + draw(3) }, () => draw(models));
    return draw(2)
      ? { models: named, atLeast: draw(named.length * most + 2), unit: 'successes' }
      : { models: named, atLeast: draw(11) / 10, unit: 'share' };
  };
  const levels = Array.from({ length: 1 + draw(4) }, () => ({
    level: draw(3),
    any: Array.from({ length: 1 + draw(2) }, condition),
  }));
  return { id: 'any', name: 'Any', models, trials: null, levels: [...levels, { level: draw(3), any: [] }] };
}

describe('a label is decided exactly when no outcome to come can change it', () => {
  it('by the paper’s rule, in every state that any order of trials leads to', () => {
    expect(mistakes(paperFiveLevel, [5, 5, 5])).toEqual({ states: 21 ** 3, found: [] });
    expect(mistakes(withCleaning(paperFiveLevel), [5, 5, 5]).found).toEqual([]);
  });

  it('by a single trial', () => expect(mistakes(singleTrial, [1, 1, 1])).toEqual({ states: 27, found: [] }));

  const sizes = [2, 3, 4].flatMap((models) => [1, 2, 3, 4, 5].map((trials) => [models, trials]));
  it.each(sizes)(
    'by the smallest reliable of %i models with %i trials',
    { timeout: 60_000 },
    (models, trials) => {
      // Four models have 50,625 and 194,481 states: one threshold is enough there, and a part of the states.
      const isLarge = models === 4 && trials > 3;
      for (const threshold of isLarge ? [0.5] : [0.3, 0.5, 0.6, 1]) {
        const rule = smallestReliable(models, threshold);
        expect(mistakes(rule, same(models, trials), isLarge ? 7 : 1).found).toEqual([]);
      }
    },
  );

  it('by rules of any kind, models having unequal numbers of trials', { timeout: 60_000 }, () => {
    const random = randomStream(1, 'rules');
    for (let i = 0; i < 300; i++) {
      const models = 1 + randomInteger(random, 3);
      const trials = Array.from({ length: models }, () => randomInteger(random, 4));
      const rule = randomRule(random, models, 3);
      expect(mistakes(rule, trials).found, JSON.stringify({ rule, trials })).toEqual([]);
    }
  });

  it('by rules in words, whatever they say', { timeout: 60_000 }, () => {
    const random = randomStream(1, 'written rules');
    for (let i = 0; i < 200; i++) {
      const models = 1 + randomInteger(random, 3);
      const conditions = Array.from({ length: 1 + randomInteger(random, 3) }, () =>
        printCondition(randomClaim(random, models, 2)),
      );
      const levels = [...conditions, ''].map(() => randomInteger(random, 3));
      const rule = writtenRule(conditions, models, { levels });
      const trials = same(models, 1 + randomInteger(random, 3));
      expect(mistakes(rule, trials).found, JSON.stringify({ rule, trials })).toEqual([]);
    }
  });

  it('where none and all of the outcomes agree, and those between don’t', () => {
    const between: LabellingRule = {
      ...smallestReliable(1),
      levels: [
        { level: 1, any: [{ models: [0], atLeast: 3, unit: 'successes' }] },
        { level: 2, any: [{ models: [0], atLeast: 1, unit: 'successes' }] },
        { level: 1, any: [] },
      ],
    };
    expect(decidedLevel(between, [0], [0], [3])).toBeUndefined();
    expect(decidedLevel(between, [2], [2], [3])).toBeUndefined();
    expect(decidedLevel(between, [1], [2], [3])).toBe(2);
  });

  it('quickly, for ten models with fifty trials', () => {
    const rule = smallestReliable(10);
    const started = performance.now();
    for (let asked = 0; asked <= 50; asked++) {
      expect(decidedLevel(rule, same(10, 0), same(10, asked), same(10, 50))).toBe(
        asked > 25 ? 10 : undefined,
      );
      expect(canMatter(openRule(rule, same(10, 0), same(10, asked), same(10, 50)), 9)).toBe(asked <= 25);
    }
    // A level of its own for what falls to the same level anyhow: nothing is open, without looking at any outcome.
    const all = Array.from({ length: 10 }, (_, k) => k);
    const idle: LabellingRule = {
      ...rule,
      levels: [
        { level: 1, any: [{ models: all, atLeast: 0.5, unit: 'share' }] },
        { level: 1, any: [] },
      ],
    };
    expect(decidedLevel(idle, same(10, 0), same(10, 0), same(10, 50))).toBe(1);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('refuses counts that don’t fit', () => {
    expect(() => decidedLevel(paperFiveLevel, [0, 0], [0, 0], [5, 5])).toThrow('3 models');
    expect(() => decidedLevel(paperFiveLevel, [0, 0, 0], [0, 0, 0], [5, 5, 4])).toThrow('needs 5 trials');
    expect(() => decidedLevel(paperFiveLevel, [2, 0, 0], [1, 0, 0], [5, 5, 5])).toThrow('2, 0, 0 successes');
    expect(() => decidedLevel(paperFiveLevel, [0, 0, 0], [6, 0, 0], [5, 5, 5])).toThrow('6, 0, 0 asked');
    expect(() => decidedLevel(paperFiveLevel, [0, 0], [0, 0, 0], [5, 5, 5])).toThrow(RangeError);
  });
});

describe('the paper’s cleaning as a level', () => {
  it('is left open by some labels, and known where it is a level of its own', () => {
    // No pass so far: level 5 whatever the fifth answer of the largest model is, but kept only if that passes.
    const state = [
      [0, 0, 0],
      [5, 5, 4],
      [5, 5, 5],
    ] as const;
    expect(decidedLevel(paperFiveLevel, ...state)).toBe(5);
    expect(decidedLevel(withCleaning(paperFiveLevel), ...state)).toBeUndefined();
  });

  it('changes no label of a task that is kept', () => {
    for (const counts of box([0, 0, 0], [5, 5, 5])) {
      const cleaned = levelOf(withCleaning(paperFiveLevel), counts, [5, 5, 5]);
      expect(cleaned).toBe(
        counts.some((count) => count > 0) ? levelOf(paperFiveLevel, counts, [5, 5, 5]) : droppedLevel,
      );
    }
  });
});

describe('what to ask next', () => {
  const free: AskingCost[] = [1, 10, 100].map((answer) => ({ prompt: 0, answer }));
  const billed: AskingCost[] = [1, 10, 100].map((price, k) => ({
    prompt: price,
    answer: price,
    seen: { passed: 40 + 20 * k, judged: 100 },
  }));

  /** Follows the requests through every way in which the trials could come, and hands each end to `end`. */
  function follow(rule: LabellingRule, counts: number[], models: AskingCost[], audited = false) {
    const trials = same(counts.length, 5);
    const ends: { level: number | undefined; asked: number[] }[] = [];
    const seen = new Set<string>();
    const visit = (successes: number[], asked: number[]) => {
      // Many orders lead to one state, and all go on from it alike.
      const state = `${successes.join()} of ${asked.join()}`;
      if (seen.has(state)) return;
      seen.add(state);
      const batch = nextBatch(rule, { successes, asked }, models, trials, { audited });
      if (!batch) {
        ends.push({ level: decidedLevel(rule, successes, asked, trials), asked });
        return;
      }
      const { model, samples } = batch;
      expect(samples).toBeGreaterThan(0);
      expect(samples).toBeLessThanOrEqual(5 - asked[model]);
      const [right, wrong] = [
        counts[model] - successes[model],
        5 - counts[model] - asked[model] + successes[model],
      ];
      for (let passes = Math.max(0, samples - wrong); passes <= Math.min(right, samples); passes++) {
        visit(successes.with(model, successes[model] + passes), asked.with(model, asked[model] + samples));
      }
    };
    visit([0, 0, 0], [0, 0, 0]);
    return ends;
  }

  it.each([
    ['one by one', free],
    ['in batches', billed],
  ])('leads to the full run’s label, whatever the outcomes and their order: %s', (_, models) => {
    for (const counts of box([0, 0, 0], [5, 5, 5])) {
      const levels = follow(paperFiveLevel, counts, models).map(({ level }) => level);
      expect(new Set(levels)).toEqual(new Set([levelOf(paperFiveLevel, counts, [5, 5, 5])]));
    }
  });

  const next = (successes: number[], asked: number[], models = free) =>
    nextBatch(paperFiveLevel, { successes, asked }, models, [5, 5, 5]);

  it('is the cheapest model that matters, one answer at a time where prompts are free', () => {
    expect(next([0, 0, 0], [0, 0, 0])).toEqual({ model: 0, samples: 1 });
    expect(next([5, 0, 0], [5, 0, 0])).toBeUndefined();
    // After four failures x1 + x2 can't reach 7 any more: the fifth answer of the small model says nothing.
    expect(next([0, 0, 0], [4, 0, 0])).toEqual({ model: 1, samples: 1 });
    // Neither level 2 nor level 1 by the mid model; level 4 has what it needs: only level 3 is open.
    expect(next([1, 2, 0], [5, 3, 0])).toEqual({ model: 2, samples: 1 });
    expect(next([0, 0, 0], [0, 0, 0], [free[2], free[1], free[0]])).toEqual({ model: 2, samples: 1 });
  });

  it('asks at once what will be needed anyhow, as long as the prompt is worth it', () => {
    const bill = (prompt: number, passed: number) =>
      free.map(({ answer }) => ({ prompt: prompt * answer, answer, seen: { passed, judged: 100 } }));
    // Never fewer than two answers settle what the large model's five passes are about, and mostly five do.
    expect(next([0, 2, 0], [5, 5, 0], bill(1, 99))).toEqual({ model: 2, samples: 5 });
    expect(next([0, 2, 0], [5, 5, 0], bill(1, 1))).toEqual({ model: 2, samples: 1 });
    expect(next([0, 2, 0], [5, 5, 0], bill(0.001, 50))).toEqual({ model: 2, samples: 1 });
    expect(next([0, 2, 0], [5, 5, 0], bill(1000, 50))).toEqual({ model: 2, samples: 5 });
    expect(next([0, 2, 3], [5, 5, 3], bill(1000, 50))).toEqual({ model: 2, samples: 2 });
  });

  it('costs least in expectation, of all ways to split the answers into requests', () => {
    // Two of five passes wanted: an independent reckoning over every size of every request.
    const rule = smallestReliable(1, 0.4);
    const price = { prompt: 3, answer: 1 };
    for (const passed of [0, 2, 5, 8, 10]) {
      const rate = (passed + 1) / 12;
      const chance = (n: number, m: number): number =>
        n === 0 ? Number(m === 0) : rate * chance(n - 1, m - 1) + (1 - rate) * chance(n - 1, m);
      const costs = (s: number, a: number): number[] =>
        Array.from({ length: 5 - a }, (_, i) => {
          const rest = Array.from({ length: i + 2 }, (_, m) => chance(i + 1, m) * least(s + m, a + i + 1));
          return price.prompt + (i + 1) * price.answer + rest.reduce((x, y) => x + y);
        });
      const least = (s: number, a: number): number => (s >= 2 || a - s >= 4 ? 0 : Math.min(...costs(s, a)));
      for (const [s, a] of [
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 2],
        [1, 4],
      ]) {
        const seen = { passed, judged: 10 };
        const batch = nextBatch(rule, { successes: [s], asked: [a] }, [{ ...price, seen }], [5]);
        expect(costs(s, a)[batch!.samples - 1]).toBeCloseTo(least(s, a), 9);
      }
    }
  });

  it('of an audited task is everything, cheapest model first', () => {
    for (const counts of [
      [5, 5, 5],
      [0, 3, 5],
    ]) {
      expect(follow(paperFiveLevel, counts, free, true)).toEqual([
        { level: levelOf(paperFiveLevel, counts, [5, 5, 5]), asked: [5, 5, 5] },
      ]);
    }
    const state = { successes: [1, 0, 0], asked: [2, 0, 0] };
    const batch = nextBatch(paperFiveLevel, state, free, [5, 5, 5], { audited: true });
    expect(batch).toEqual({ model: 0, samples: 3 });
  });
});
