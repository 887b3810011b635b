import { describe, expect, it } from 'vitest';
import { Board } from '../../../../src/lab/run/board';
import { Ledger, worstCase } from '../../../../src/lab/run/budget';
import { Gate } from '../../../../src/lab/run/gate';
import { consecutive, planTask } from '../../../../src/lab/run/plan';
import { Rate, secondsLeft, wantedTrials } from '../../../../src/lab/run/progress';
import { liveDefinition, remote } from '../../../support/live-runs';

describe('a budget', () => {
  it('reserves the worst case, and gives back what was not used', () => {
    const ledger = new Ledger(0.4, 1);
    expect(ledger.lacks(0.6)).toBeLessThanOrEqual(0);
    ledger.reserve(0.5);
    expect(ledger.lacks(0.2)).toBeCloseTo(0.1, 12);
    ledger.settle(0.5, 0.1);
    expect(ledger.lacks(0.5)).toBeLessThanOrEqual(1e-12);
    ledger.reserve(0.3);
    ledger.release(0.3, true);
    expect(ledger.spending).toMatchObject({ spent: 0.5, unsure: 0.3, budget: 1 });
    expect(ledger.lacks(0.3)).toBeCloseTo(0.1, 12);
    expect(ledger.lacks(0)).toBe(0);
  });

  it('takes a byte for a token: no tokenizer makes more', () => {
    const dollars = worstCase(remote('m', 1), { text: 'é'.repeat(500) }, 1000);
    expect(dollars).toBeCloseTo((1000 + 32 + 1000) / 1e6, 12);
  });
});

describe('a plan', () => {
  const costs = [1, 10, 100].map((answer) => ({ prompt: answer, answer }));
  const summary = (index: number, model = 'small', digits = '1') => ({
    ...{
      experiment: 'live',
      task: '0',
      model,
      index,
      digits,
      verdict: digits === '1' ? 'pass' : 'wrong-answer',
    },
    ...{ dollars: 0, inputTokens: 0, outputTokens: 0, seconds: 0, answeredAt: 0 },
  });

  it('asks the cheapest that can matter, and nothing of a task whose label is decided', () => {
    const definition = liveDefinition(1, { labelling: { kind: 'lazy', auditShare: 0 } });
    const first = planTask(new Board(definition, [], []), '0', costs);
    expect(first).toHaveLength(1);
    expect(first[0].model).toBe(0);
    const all = [0, 1, 2, 3, 4].map((index) => summary(index));
    expect(planTask(new Board(definition, all, []), '0', costs)).toStrictEqual([]);
    expect(new Board(definition, all, []).level('0')).toBe(1);
  });

  it('waits for what is out, and for what failed', () => {
    const definition = liveDefinition(1, { labelling: { kind: 'lazy', auditShare: 0 } });
    const board = new Board(definition, [summary(0, 'small', '0')], []);
    board.set(summary(1), 'pending');
    expect(planTask(board, '0', costs)).toStrictEqual([]);
    board.set(summary(1), 'failed');
    expect(planTask(board, '0', costs)).toStrictEqual([]);
    board.set(summary(1), 'missing');
    expect(planTask(board, '0', costs)[0].indices[0]).toBe(1);
  });

  it('splits what does not follow on each other', () => {
    expect(
      consecutive({ task: '0', model: 0, indices: [0, 1, 3, 4] }).map(({ indices }) => indices),
    ).toStrictEqual([
      [0, 1],
      [3, 4],
    ]);
  });
});

describe('a gate', () => {
  const pacing = { retries: 2, firstPause: 1, longestPause: 60 };
  const halt = { code: 'offline', message: 'm', remedy: 'r' };
  it('opens after pauses that grow, and waits for the visitor in the end', () => {
    const gate = new Gate(pacing);
    const failure = { retryable: true, halt };
    expect(gate.fail(failure, 0, 0)).toBe(1000);
    // Of calls that were out at the same time.
    expect(gate.fail(failure, -5, 1)).toBe(999);
    expect(gate.isOpen(999)).toBe(false);
    expect(gate.isOpen(1000)).toBe(true);
    expect(gate.fail(failure, 1000, 1000)).toBe(2000);
    expect(gate.fail(failure, 3000, 3000)).toBeUndefined();
    expect(gate.halt).toBe(halt);
    expect(gate.isOpen(1e9)).toBe(false);
  });

  it('leaves waits of hours to the visitor', () => {
    const gate = new Gate(pacing);
    expect(gate.fail({ retryable: true, retryAfter: 7200, halt }, 0, 0)).toBeUndefined();
    expect(gate.halt).toBe(halt);
  });
});

describe('progress', () => {
  it('counts by the last minute, and tells what is left', () => {
    const rate = new Rate();
    rate.begin(0);
    for (let second = 1; second <= 100; second++) rate.add(second * 1000);
    expect(rate.at(100_000)).toBeCloseTo(61 / 60, 6);
    expect(secondsLeft(30, 2)).toBe(15);
    expect(secondsLeft(30, 0)).toBeNull();
    expect(secondsLeft(0, 0)).toBe(0);
  });

  it('wants all trials where all are asked', () => {
    expect(wantedTrials(new Board(liveDefinition(4), [], []))).toStrictEqual([20, 20, 20]);
  });
});
