import { describe, expect, it } from 'vitest';
import type { RecordedTask } from '../../../src/core/experiment';
import {
  always,
  assignByLevel,
  fixedSequence,
  ladder,
  type Policy,
  threshold,
} from '../../../src/core/policy';
import { movesWidth, replay, replayPerfect } from '../../../src/core/replay';
import { randomStream, shuffled } from '../../../src/core/random';

const task = (...trials: string[][]): RecordedTask => ({ id: 't', trials });
const calls = (policy: Policy, of: RecordedTask) => [...replay(policy, {}, of, 1).calls];

describe('replaying policies over recorded trials', () => {
  it('asks one model, once', () => {
    const result = replay(always(1), {}, task(['111'], ['101'], ['111']), 1);
    expect([...result.calls]).toEqual([0, 1, 0]);
    expect(result.accuracy).toBe(0);
  });

  it('climbs the ladder while the visible test fails', () => {
    expect(calls(ladder(3), task(['011'], ['011'], ['111']))).toEqual([1, 1, 1]);
    expect(calls(ladder(3), task(['011'], ['111'], ['111']))).toEqual([1, 1, 0]);
  });

  it('accepts a wrong answer that passes the visible test', () => {
    const result = replay(ladder(3), {}, task(['100'], ['111'], ['111']), 1);
    expect([...result.calls]).toEqual([1, 0, 0]);
    expect(result.accuracy).toBe(0);
  });

  it('takes the expectation over several trials', () => {
    const result = replay(ladder(2), {}, task(['1', '0', '0', '0', '0'], ['1', '1', '1', '0', '0']), 1);
    expect([...result.calls]).toEqual([1, 0.8]);
    expect(result.accuracy).toBeCloseTo(0.2 + 0.8 * 0.6, 12);
  });

  it('draws without replacement where it asks a model again', () => {
    const result = replay(fixedSequence([0, 0]), {}, task(['1', '0']), 1);
    expect(result.accuracy).toBe(1);
    expect(result.calls[0]).toBe(1.5);
    expect(() => replay(fixedSequence([0, 0, 0]), {}, task(['0', '0']), 1)).toThrow('more often');
  });

  it('equals the mean over all orders that chance could give', () => {
    const trials = [
      ['110', '011', '111', '000'],
      ['111', '100', '011', '111'],
    ];
    const policy = fixedSequence([0, 0, 1, 1]);
    const exact = replay(policy, {}, task(...trials), 1);
    const random = randomStream(3, 'orders');
    let accuracy = 0;
    let cost = 0;
    const times = 20_000;
    for (let i = 0; i < times; i++) {
      const order = trials.map((list) => shuffled(list, random));
      const drawn = [order[0][0], order[0][1], order[1][0], order[1][1]];
      const at = drawn.findIndex((trial) => trial.startsWith('1'));
      cost += at < 0 ? 4 : at + 1;
      accuracy += Number(at >= 0 && drawn[at] === '111');
    }
    expect(exact.accuracy).toBeCloseTo(accuracy / times, 1.7);
    expect(exact.calls[0] + exact.calls[1]).toBeCloseTo(cost / times, 1.7);
  });

  it('hides visible tests from a policy that does not verify', () => {
    const seen: string[] = [];
    const curious: Policy = {
      id: 'curious',
      verifies: false,
      next: (_, history) => {
        seen.push(...history.map((attempt) => attempt.visible));
        return history.length ? { kind: 'accept', attempt: 0 } : { kind: 'attempt', model: 0 };
      },
    };
    replay(curious, {}, task(['111', '011']), 1);
    expect(new Set(seen)).toEqual(new Set(['unknown']));
  });

  it('moves every task from its start to exactly one end', () => {
    const { moves } = replay(ladder(3), {}, task(['011', '100'], ['111', '011'], ['000', '111']), 1);
    const width = movesWidth(3);
    const ends = [3, 4, 5].map((to) => [0, 1, 2, 3].reduce((sum, from) => sum + moves[from * width + to], 0));
    expect(ends[0] + ends[1] + ends[2]).toBeCloseTo(1, 12);
    expect(ends).toEqual([0.375, 0.5, 0.125]);
  });

  it('knows the bound: the cheapest answer that is right, and nothing where none is', () => {
    const solved = replayPerfect(task(['011'], ['111'], ['111']));
    expect([...solved.calls, solved.accuracy]).toEqual([0, 1, 0, 1]);
    const unsolved = replayPerfect(task(['011'], ['000']));
    expect([...unsolved.calls, unsolved.accuracy]).toEqual([0, 0, 0]);
  });
});

describe('policies that predict', () => {
  it('assigns by the most probable level, the first of equals', () => {
    const policy = assignByLevel('paper-rule', [0, 0, 1, 1, 2]);
    expect(policy.next({ levels: [0.1, 0.2, 0.5, 0.1, 0.1] }, [])).toEqual({ kind: 'attempt', model: 1 });
    expect(policy.next({ levels: [0.2, 0.2, 0.2, 0.2, 0.2] }, [])).toEqual({ kind: 'attempt', model: 0 });
    expect(() => policy.next({}, [])).toThrow('distribution');
  });
  it('asks the cheapest model that reaches the threshold, else the dearest', () => {
    const success = [0.3, 0.7, 0.6];
    expect(threshold(0.2).next({ success }, [])).toEqual({ kind: 'attempt', model: 0 });
    expect(threshold(0.7).next({ success }, [])).toEqual({ kind: 'attempt', model: 1 });
    expect(threshold(0.9).next({ success }, [])).toEqual({ kind: 'attempt', model: 2 });
  });
});
