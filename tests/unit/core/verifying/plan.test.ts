import { describe, expect, it } from 'vitest';
import type { RecordedTask } from '../../../../src/core/experiment';
import { fixedSequence } from '../../../../src/core/policy';
import { randomStream } from '../../../../src/core/random';
import { replay } from '../../../../src/core/replay';
import { bestSequences, outlookOf } from '../../../../src/core/verifying/plan';
import { recordedCosts, recordedSteps } from '../../../../src/core/verifying/recorded';
import { allSequences, sequenceTree } from '../../../../src/core/verifying/sequences';

describe('sequences of models', () => {
  it.each([
    [3, 1, 7],
    [2, 50, 1023],
    [3, 50, 999],
    [4, 2, 80],
    [10, 1, 1023],
    [10, 50, 1023],
  ])('of %d models with %d trials: %d', (models, trials, count) => {
    const sequences = allSequences(models, trials);
    expect(sequences).toHaveLength(count);
    const tree = sequenceTree(models, sequences);
    sequences.forEach((sequence, s) => {
      expect(tree.parent[s]).toBeLessThan(s);
      expect(sequence.slice(0, -1)).toEqual(tree.parent[s] < 0 ? [] : sequences[tree.parent[s]]);
      if (sequence.length === 1) expect(tree.milder[s]).toBe(-1);
      else expect(sequences[tree.milder[s]]).toHaveLength(sequence.length - 1);
      expect(tree.milder[s]).toBeLessThan(s);
    });
  });
});

describe('what recorded trials say of sequences', () => {
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
  const tree = sequenceTree(3, allSequences(3, 2));
  const steps = recordedSteps(tree, tasks, 1);
  const costs = recordedCosts(tree, steps, [1, 10, 100]);

  it('is what replaying them gives', () => {
    tree.sequences.forEach((sequence, s) =>
      tasks.forEach((task, i) => {
        const { accuracy, calls } = replay(fixedSequence(sequence), {}, task, 1);
        expect(steps.accuracy[s][i]).toBeCloseTo(accuracy, 12);
        expect(costs[s][i]).toBeCloseTo(calls[0] + 10 * calls[1] + 100 * calls[2], 12);
      }),
    );
  });

  it('refuses to ask more often than was recorded', () => {
    const long = sequenceTree(3, allSequences(3, 3));
    expect(() => recordedSteps(long, tasks, 1)).toThrow('asked more often than it was recorded');
  });
});

describe('the best plan', () => {
  const tree = sequenceTree(3, allSequences(3, 3));
  const unitCosts = [1, 10, 100];
  const prices = Array.from({ length: 41 }, (_, i) => 1e-5 * 10 ** (i / 8));
  const random = randomStream(1, 'chances');
  const chances = () => ({
    passes: Float64Array.from(tree.sequences, () => random()),
    rightIfPassed: Float64Array.from(tree.sequences, () => 0.5 + random() / 2),
  });

  it('is at each price that of all sequences whose expected accuracy - price * cost is largest', () => {
    for (let draw = 0; draw < 50; draw++) {
      const outlook = outlookOf(tree, chances(), unitCosts);
      const best = bestSequences(outlook, prices);
      prices.forEach((price, p) => {
        const values = Array.from(outlook.accuracy, (accuracy, s) => accuracy - price * outlook.cost[s]);
        expect(values[best[p]]).toBeCloseTo(Math.max(...values), 12);
      });
      expect(new Set(best).size).toBeGreaterThan(1);
    }
  });

  it('goes on from each history as a plan made there would', () => {
    for (let draw = 0; draw < 20; draw++) {
      const expected = chances();
      const price = 0.003;
      const [best] = bestSequences(outlookOf(tree, expected, unitCosts), [price]);
      /** The dynamic programme over histories: the most that can still be had after this one. */
      const valueAfter = (history: number, last: number): number => {
        let most = history < 0 ? -Infinity : 0;
        tree.sequences.forEach((_, s) => {
          if (tree.parent[s] !== history || tree.last[s] < last) return;
          const passes = expected.passes[s];
          const now = passes * expected.rightIfPassed[s] - price * unitCosts[tree.last[s]];
          most = Math.max(most, now + (1 - passes) * valueAfter(s, tree.last[s]));
        });
        return most;
      };
      const { accuracy, cost } = outlookOf(tree, expected, unitCosts);
      expect(accuracy[best] - price * cost[best]).toBeCloseTo(valueAfter(-1, 0), 12);
    }
  });
});
