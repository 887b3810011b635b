import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Judgement, Verdict } from '../../../src/judge/contract';
import { JudgeError } from '../../../src/judge/judge-error';
import type { MachineEvents } from '../../../src/judge/pool/link';
import { Pool } from '../../../src/judge/pool/pool';
import type { TrialRequest } from '../../../src/judge/worker/trial';
import { request } from './node';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A Python that does what the test says. */
class FakePython {
  readonly requests: TrialRequest[] = [];
  killed = false;

  constructor(readonly events: MachineEvents) {}

  /** Answers the first request that has no answer yet. */
  answer(verdict: Verdict = 'pass', recycle = false): void {
    const { run, tests, text } = this.requests.shift()!;
    const judgement = { verdict, tests: tests.map(() => 'pass'), code: text, leniency: [], stdout: '' };
    this.events.onResult({ run, recycle, judgement: { ...judgement, seconds: 0, flags: [] } as Judgement });
  }
}

function open(options: { workers?: number; spare?: number } = {}) {
  const pythons: FakePython[] = [];
  const pool = new Pool({
    workers: 1,
    spare: 0,
    idleSeconds: 60,
    onChange: () => {},
    spawn: (events) => {
      const python = new FakePython(events);
      pythons.push(python);
      return { send: (one) => python.requests.push(one), kill: () => (python.killed = true) };
    },
    ...options,
  });
  const alive = () => pythons.filter(({ killed }) => !killed);
  const judge = (text = '') => pool.judge(request(text, ['assert f() == 1']));
  return { pool, pythons, alive, judge };
}

describe('starts', () => {
  it('the first alone, the others and the spare once there is a snapshot', () => {
    const { judge, pythons } = open({ workers: 2, spare: 1 });
    void judge();
    void judge();
    expect(pythons).toHaveLength(1);
    pythons[0].events.onStarted();
    expect(pythons).toHaveLength(3);
  });

  it('no more workers than there is work for', () => {
    const { pool, pythons } = open({ workers: 4, spare: 1 });
    void pool.warm();
    pythons[0].events.onStarted();
    expect(pythons).toHaveLength(2);
  });

  it('three times in vain, and says so', async () => {
    const { pool, pythons } = open();
    const failure = pool.warm().catch((error: unknown) => error);
    for (let k = 0; k < 3; k++) pythons[k].events.onFailed('no memory');
    expect(await failure).toMatchObject({ code: 'start-failed', retryable: true });
    expect(pythons).toHaveLength(3);
  });
});

describe('a timeout', () => {
  it('counts only the second time, with nothing else running', async () => {
    const { judge, pythons } = open({ workers: 2 });
    const slow = judge('slow');
    const [first] = pythons;
    first.events.onStarted();
    const quick = judge('quick');
    const second = pythons[1];
    second.events.onStarted();
    first.answer('timeout');
    expect(first.requests).toEqual([]);
    second.answer();
    expect((await quick).verdict).toBe('pass');
    const [again] = [...first.requests, ...second.requests];
    expect(again.text).toBe('slow');
    // While it is tried again, nothing else starts.
    void judge('later');
    expect(first.requests.length + second.requests.length).toBe(1);
    (first.requests.length ? first : second).answer('timeout');
    expect((await slow).verdict).toBe('timeout');
    expect(first.requests.length + second.requests.length).toBe(1);
  });

  it('that was the machine’s fault is forgotten', async () => {
    const { judge, pythons } = open();
    const judged = judge();
    pythons[0].events.onStarted();
    pythons[0].answer('timeout');
    pythons[0].answer('pass');
    expect((await judged).verdict).toBe('pass');
  });

  it('by the watchdog takes the worker, and what waited behind goes to the next', async () => {
    const { judge, alive } = open();
    const stuck = judge('stuck');
    const behind = judge('behind');
    alive()[0].events.onStarted();
    vi.advanceTimersByTime(4000 + 1500 + 200);
    expect(alive()).toHaveLength(1);
    alive()[0].events.onStarted();
    expect(alive()[0].requests.map(({ text }) => text)).toEqual(['behind']);
    alive()[0].answer();
    expect((await behind).verdict).toBe('pass');
    expect(alive()[0].requests.map(({ text }) => text)).toEqual(['stuck']);
    vi.advanceTimersByTime(4000 + 1500 + 200);
    expect(await stuck).toMatchObject({ verdict: 'timeout', code: 'stuck', tests: ['error'] });
  });
});

describe('a failure of the judge', () => {
  it('is tried again elsewhere, and is no verdict', async () => {
    const { judge, alive } = open();
    const judged = judge();
    for (let k = 0; k < 2; k++) {
      alive()[0].events.onStarted();
      alive()[0].events.onFailed('lost');
    }
    alive()[0].events.onStarted();
    alive()[0].answer();
    expect((await judged).verdict).toBe('pass');
  });

  it('that comes back each time is told as one', async () => {
    const { judge, alive } = open();
    const judged = judge().catch((error: unknown) => error);
    for (let k = 0; k < 3; k++) {
      alive()[0].events.onStarted();
      alive()[0].events.onFailed('lost');
    }
    expect(await judged).toMatchObject({ name: 'JudgeError', code: 'broken' });
  });
});

it('replaces a worker that asks for it, and loses nothing', async () => {
  const { judge, alive } = open({ spare: 1 });
  const all = [judge('a'), judge('b'), judge('c')];
  alive()[0].events.onStarted();
  const [first, spare] = alive();
  spare.events.onStarted();
  first.answer('pass', true);
  expect(first.killed).toBe(true);
  expect(spare.requests.map(({ text }) => text)).toEqual(['b', 'c']);
  spare.answer();
  spare.answer();
  expect((await Promise.all(all)).map(({ code }) => code)).toEqual(['a', 'b', 'c']);
});

it('takes nothing from a worker that it has ended', async () => {
  const { judge, alive, pythons } = open();
  const judged = judge();
  alive()[0].events.onStarted();
  vi.advanceTimersByTime(6000);
  pythons[0].events.onResult({ run: 1, recycle: false, judgement: { verdict: 'pass' } as Judgement });
  alive()[0].events.onStarted();
  alive()[0].answer('wrong-answer');
  expect((await judged).verdict).toBe('wrong-answer');
});

it('lets idle workers go, and starts one when asked again', () => {
  const { judge, alive } = open({ spare: 1 });
  void judge();
  alive()[0].events.onStarted();
  alive()[1].events.onStarted();
  alive()[0].answer();
  vi.advanceTimersByTime(61_000);
  expect(alive()).toEqual([]);
  void judge();
  expect(alive()).toHaveLength(1);
});

it('rejects what waits when it is closed', async () => {
  const { pool, judge, alive } = open();
  const both = [judge(), judge()].map((one) => one.catch((error: unknown) => error));
  alive()[0].events.onStarted();
  pool.dispose(new JudgeError('disposed', 'closed', true));
  for (const error of await Promise.all(both)) expect(error).toMatchObject({ code: 'disposed' });
  expect(alive()).toEqual([]);
});

it('forgets what is aborted', async () => {
  const { pool, judge, alive } = open();
  const stop = new AbortController();
  const aborted = pool.judge(request('first', ['t']), stop.signal).catch((error: Error) => error.name);
  const other = judge('second');
  stop.abort();
  expect(await aborted).toBe('AbortError');
  alive()[0].events.onStarted();
  expect(alive()[0].requests.map(({ text }) => text)).toEqual(['second']);
  alive()[0].answer();
  expect((await other).verdict).toBe('pass');
});
