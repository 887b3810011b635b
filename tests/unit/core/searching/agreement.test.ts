import { describe, expect, it } from 'vitest';
import type { Task, Trial } from '../../../../src/core/experiment';
import type { Attempt } from '../../../../src/core/policy';
import { randomInteger, randomStream } from '../../../../src/core/random';
import { runPolicy } from '../../../../src/core/run-policy';
import {
  agreementOf,
  agreementOutcome,
  type AnsweredTask,
  normalAnswer,
  searchAgreement,
  untilAgreement,
} from '../../../../src/core/searching/agreement';

describe('answers in normal form', () => {
  it.each([
    ['42', '42'],
    [' 42. ', '42'],
    ['42.0', '42'],
    ['1,000', '1000'],
    ['-0.50', '-0.5'],
    ['"Paris"', 'paris'],
    ['**Paris**.', 'paris'],
    ['```\n[1,  2]\n```', '[1, 2]'],
    ['```python\nx\n```', 'x'],
    ['Ｐａｒｉｓ', 'paris'],
    ['a\n  b', 'a b'],
    ['and so on...', 'and so on...'],
    ['', ''],
  ])('%j is %j', (text, normal) => expect(normalAnswer(text)).toBe(normal));
});

const came = (...values: (string | null | undefined)[]): Attempt[] =>
  values.map((returned) => ({ model: 0, visible: 'unknown', returned }));

describe('what most answers came to', () => {
  it('is the first of equals; nothing agrees with nothing', () => {
    expect(agreementOf(came('a', 'b', 'b'))).toEqual({ first: 1, count: 2 });
    expect(agreementOf(came('a', 'b'))).toEqual({ first: 0, count: 1 });
    expect(agreementOf(came(null, undefined, null))).toEqual({ first: -1, count: 0 });
  });
});

describe('asking until answers agree', () => {
  const { next } = untilAgreement({ model: 0, samples: 5, agree: 3, otherwise: 2 });

  it('goes on until enough agree', () => {
    expect(next({}, [])).toEqual({ kind: 'attempt', model: 0 });
    expect(next({}, came('a', 'b', 'b'))).toEqual({ kind: 'attempt', model: 0 });
    expect(next({}, came('a', 'b', 'b', 'b'))).toEqual({ kind: 'accept', attempt: 1 });
  });

  it('asks another as soon as enough can’t agree any more, and takes its answer', () => {
    expect(next({}, came('a', 'b', 'c'))).toEqual({ kind: 'attempt', model: 0 });
    expect(next({}, came('a', 'b', 'c', 'd'))).toEqual({ kind: 'attempt', model: 2 });
    const other: Attempt = { model: 2, visible: 'unknown', returned: 'e' };
    expect(next({}, [...came('a', 'b', 'c', 'd'), other])).toEqual({ kind: 'accept', attempt: 4 });
  });

  it('without another takes what most came to, and gives up where nothing came of any', () => {
    const alone = untilAgreement({ model: 0, samples: 2, agree: 2 });
    expect(alone.next({}, came('a', 'b'))).toEqual({ kind: 'accept', attempt: 0 });
    expect(alone.next({}, came(null, null))).toEqual({ kind: 'give-up' });
  });

  it('runs over trials as they come, told what each came to', async () => {
    const trials: Trial[][] = [['000', '111', '111']];
    const values = ['x', 'y', 'y'];
    const source = { trial: async (_: Task, model: number, index: number) => trials[model][index] };
    const run = await runPolicy(untilAgreement({ model: 0, samples: 3, agree: 2 }), {}, { id: 'a' }, source, {
      visibleTests: 1,
      returned: (_, __, index) => values[index],
    });
    expect(run.attempts.map(({ returned, visible }) => [returned, visible])).toEqual(
      values.map((value) => [value, 'unknown']),
    );
    expect(run).toMatchObject({ accepted: 1, isRight: true });
  });
});

describe('the search for a rule of agreement', () => {
  const random = randomStream(1, 'answers');
  /** Right answers agree; wrong ones are of many kinds. */
  const tasks = Array.from({ length: 300 }, (): AnsweredTask => {
    const chance = random();
    const right = [10, 1].map((samples, k) =>
      Array.from({ length: samples }, () => random() < Math.max(chance, k * 0.85)),
    );
    return {
      right,
      returned: right.map((row) =>
        row.map((isRight) => (isRight ? 'right' : random() < 0.1 ? null : `w${randomInteger(random, 6)}`)),
      ),
    };
  });
  const unitCosts = [1, 100];
  const points = searchAgreement(tasks, unitCosts);

  it('finds rules that beat the small model alone, and a coin flip between the two', () => {
    const mean = (model: number) =>
      tasks.reduce((sum, { right }) => sum + Number(right[model][0]), 0) / tasks.length;
    const [small, large] = [mean(0), mean(1)];
    const several = points.filter(({ rule }) => rule.samples > 1 && rule.otherwise === 1);
    expect(several.length).toBeGreaterThan(0);
    for (const { accuracy, cost } of several) {
      expect(accuracy).toBeGreaterThan(small + ((large - small) * (cost - 1)) / 99 + 0.02);
    }
  });

  it('gives what its rules get and pay, cheapest first', () => {
    const costs = points.map(({ cost }) => cost);
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    for (const { rule, accuracy, cost } of points) {
      const outcomes = tasks.map((task) => agreementOutcome(untilAgreement(rule), task, unitCosts));
      expect(outcomes.reduce((sum, one) => sum + one.accuracy, 0) / tasks.length).toBeCloseTo(accuracy, 12);
      expect(outcomes.reduce((sum, one) => sum + one.cost, 0) / tasks.length).toBeCloseTo(cost, 12);
    }
  });

  it('refuses to ask more often than was recorded', () => {
    const policy = untilAgreement({ model: 1, samples: 3, agree: 3 });
    expect(() => agreementOutcome(policy, tasks[0], unitCosts)).toThrow('more often than it was recorded');
  });
});
