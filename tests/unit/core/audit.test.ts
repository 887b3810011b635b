import { describe, expect, it } from 'vitest';
import { auditSample, measuredAccuracy } from '../../../src/core/audit';
import { wilson } from '../../../src/core/statistics/intervals';

const ids = Array.from({ length: 164 }, (_, i) => `HumanEval/${i}`);

describe('the audit sample', () => {
  it('is an exact share of the tasks', () => {
    for (const share of [0, 0.1, 0.25, 1]) {
      const sample = auditSample(ids, share, 1);
      expect(sample.size).toBe(Math.round(164 * share));
      expect([...sample].every((id) => ids.includes(id))).toBe(true);
    }
    expect(auditSample(ids, 0.0001, 1).size).toBe(1);
    expect(auditSample([], 0.5, 1).size).toBe(0);
    expect(() => auditSample(ids, 10, 1)).toThrow(RangeError);
    expect(() => auditSample(ids, NaN, 1)).toThrow(RangeError);
  });

  it('hangs on the seed, not on the order of the tasks', () => {
    const sample = auditSample(ids, 0.1, 1);
    expect(auditSample(ids.toReversed(), 0.1, 1)).toEqual(sample);
    expect(auditSample(ids, 0.1, 2)).not.toEqual(sample);
  });

  it('gives every task the same chance', () => {
    const times = new Map(ids.map((id) => [id, 0]));
    for (let seed = 0; seed < 2000; seed++) {
      for (const id of auditSample(ids, 0.25, seed)) times.set(id, times.get(id)! + 1);
    }
    // Binomial with 2,000 draws of 1/4: five standard deviations are about 97.
    for (const count of times.values()) expect(Math.abs(count - 500)).toBeLessThan(97);
  });
});

describe('accuracy from audited tasks', () => {
  const task = (id: string, ...trials: string[][]) => ({ id, trials });
  const tasks = [
    task('a', ['11', '10'], ['11', '11']),
    task('b', ['00', '01'], ['11', '00']),
    task('c', ['11', '11'], ['11']),
    task('d', ['11', '11'], ['11', '11']),
  ];

  it('is the mean over those that have all their trials, with a task for an observation', () => {
    const [small, large] = measuredAccuracy(tasks, new Set(['a', 'b', 'c']), [2, 2]);
    expect(small).toEqual({ kind: 'measured', accuracy: wilson(0.5, 2), tasks: 2 });
    expect(large).toEqual({ kind: 'measured', accuracy: wilson(1.5, 2), tasks: 2 });
  });

  it('is not measured where there is none', () => {
    const none = [{ kind: 'not-measured' }, { kind: 'not-measured' }];
    expect(measuredAccuracy(tasks, new Set(['c']), [2, 2])).toEqual(none);
    expect(measuredAccuracy(tasks, new Set(), [2, 2])).toEqual(none);
    expect(measuredAccuracy([task('a', ['11', '11'])], new Set(['a']), [2, 2])).toEqual(none);
  });
});
