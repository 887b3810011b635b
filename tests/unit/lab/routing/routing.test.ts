import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/core/engine-error';
import type { TrialSource } from '../../../../src/core/trial-source';
import { findingsOf } from '../../../../src/lab/routing/findings';
import { knownDollars, routeCost } from '../../../../src/lab/routing/cost';
import { suggestedMapping } from '../../../../src/lab/routing/mapping';
import { bestAttempt, route } from '../../../../src/lab/routing/route';
import { added, emptyTally, readTally } from '../../../../src/lab/routing/tally';
import { readRouter } from '../../../../src/router/router';
import { inPage, remote } from '../../../support/live-runs';
import { routerFile } from '../../../support/router-file';

const router = readRouter(JSON.parse(JSON.stringify(routerFile())));
const tests = ['assert f(1) == 1', 'assert f(2) == 2'];
const task = { id: 't', prompt: 'Return it.', tests };

/** Gives each model these trials in turn; an error where it is one. */
function sourceOf(trials: (string | EngineError)[][]): TrialSource & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    async trial(_, model, index) {
      asked.push(model);
      const trial = trials[model][index];
      if (trial instanceof Error) throw trial;
      return trial;
    },
  };
}

function routed(
  source: TrialSource,
  changes: Partial<Parameters<typeof route>[0]> = {},
  signal?: AbortSignal,
) {
  const told: string[] = [];
  const prediction = router.predict(task.prompt, tests);
  const running = route(
    { router, point: 1, prediction, task, checked: 2, source, unavailable: [], ...changes },
    {
      signal: signal ?? new AbortController().signal,
      onAttempt: (model, attempt) => told.push(`${model} ${attempt?.visible ?? 'asked'}`),
      onUnavailable: (model, { code }) => told.push(`${model} ${code}`),
    },
  );
  return { running, told };
}

const down = new EngineError('unreachable', 'It does not answer.');

describe('a task that is routed', () => {
  it('goes on to a larger model where an answer fails, and takes the first that passes', async () => {
    const source = sourceOf([['01'], ['11'], ['11']]);
    const { running, told } = routed(source);
    const run = await running;
    expect(run).toMatchObject({ accepted: 1, isRight: true });
    expect(told).toEqual(['0 asked', '0 fail', '1 asked', '1 pass']);
  });

  it('goes round a model that can’t be asked, without forgetting what failed', async () => {
    const source = sourceOf([['00'], [down], ['11']]);
    const { running, told } = routed(source);
    expect(await running).toMatchObject({ accepted: 1, attempts: [{ model: 0 }, { model: 2 }] });
    expect(told).toEqual(['0 asked', '0 fail', '1 asked', '1 unreachable', '2 asked', '2 pass']);
    expect(source.asked).toEqual([0, 1, 2]);
  });

  it('leaves out from the start what isn’t there, and gives up where nothing is left', async () => {
    const source = sourceOf([['00'], ['00'], [down]]);
    const { running } = routed(source, { unavailable: [1] });
    const run = await running;
    expect(run.accepted).toBeUndefined();
    expect(source.asked).toEqual([0, 2]);
    expect(await routed(source, { unavailable: [0, 1, 2] }).running).toEqual({
      attempts: [],
      isRight: false,
    });
  });

  it('is stopped between two models, and goes on from there', async () => {
    const controller = new AbortController();
    const source = sourceOf([['00'], ['11'], ['11']]);
    const stopping: TrialSource = {
      trial: async (...asked) => {
        const trial = await source.trial(...asked);
        controller.abort();
        return trial;
      },
    };
    await expect(routed(stopping, {}, controller.signal).running).rejects.toMatchObject({
      name: 'AbortError',
    });
    const before = [{ model: 0, visible: 'fail' as const, trial: '00' }];
    expect(await routed(source, { before }).running).toMatchObject({ accepted: 1 });
    expect(source.asked).toEqual([0, 1]);
  });

  it('lets a failure through that is no model’s', async () => {
    const broken: TrialSource = { trial: () => Promise.reject(new Error('Python is gone')) };
    await expect(routed(broken).running).rejects.toThrow('Python is gone');
  });

  it('without tests asks one model, and takes what comes', async () => {
    const prediction = router.predict(task.prompt);
    const run = await routed(sourceOf([['0'], ['1'], ['1']]), { prediction, point: 0, checked: 0 }).running;
    expect(run).toMatchObject({ accepted: 0, attempts: [{ model: 0, visible: 'unknown' }] });
  });

  it('without tests takes what samples agree on, or goes to another model, round those that can’t be asked', async () => {
    const prediction = router.predict(task.prompt);
    const agreement = { model: 0, samples: 3, agree: 2, otherwise: 2 };
    const codes = (...all: string[]) => ({
      prediction,
      checked: 0,
      agreement,
      returned: (k: number, i: number) => (k ? 'z' : all[i]),
    });
    const source = () => sourceOf([['1', '1', '1'], ['1'], ['1']]);
    expect(await routed(source(), codes('a', 'b', 'a')).running).toMatchObject({
      accepted: 0,
      attempts: { length: 3 },
    });
    expect(await routed(source(), codes('a', 'b', 'c')).running).toMatchObject({
      accepted: 3,
      attempts: { 3: { model: 2 } },
    });
    const unanswered = sourceOf([['1', '1', '1'], ['1'], [down]]);
    expect(await routed(unanswered, codes('a', 'b', 'c')).running).toMatchObject({
      accepted: 0,
      attempts: { length: 3 },
    });
  });

  it('has a best attempt where none passed: most tests held, the dearest of equals', () => {
    const attempt = (model: number, trial: string) => ({ model, trial, visible: 'fail' as const });
    expect(bestAttempt([attempt(0, '100'), attempt(1, '110'), attempt(2, '101')], 3)).toBe(2);
    expect(bestAttempt([attempt(0, '011'), attempt(1, '100')], 1)).toBe(1);
    expect(bestAttempt([], 1)).toBeUndefined();
  });
});

describe('what it cost', () => {
  const usage = { input: 1000, output: 500 };
  const [small, large] = [remote('small', 1), remote('large', 100)];

  it('adds up, beside the dearest at the length of the last answer', () => {
    const answers = [
      { model: 0, usage, dollars: knownDollars(small, usage) },
      { model: 1, usage, dollars: 0.015 },
    ];
    const cost = routeCost(answers, [1, 10, 100], large);
    expect(cost).toMatchObject({ units: 11, dearest: { units: 100, basis: 'estimated' } });
    expect(cost.dollars).toBeCloseTo(0.0165, 12);
    expect(cost.dearest.dollars).toBeCloseTo(0.15, 12);
  });

  it('takes what the dearest did cost where it was asked', () => {
    const answers = [
      { model: 0, usage, dollars: 0.001 },
      { model: 2, usage, dollars: 0.2 },
    ];
    expect(routeCost(answers, [1, 10, 100], large)).toMatchObject({
      units: 101,
      dollars: 0.201,
      dearest: { units: 100, dollars: 0.2, basis: 'asked' },
    });
  });

  it('says nothing of dollars where a price is missing; a model in the page costs none', () => {
    const unpriced = { ...small, price: undefined };
    expect(knownDollars(unpriced, usage)).toBeUndefined();
    expect(knownDollars(inPage('own', 1), usage)).toBe(0);
    const cost = routeCost([{ model: 0, usage }], [1, 100], undefined);
    expect(cost.dollars).toBeUndefined();
    expect(cost.dearest).toEqual({ units: 100, basis: 'estimated' });
    const tally = added(
      added(emptyTally, cost, true),
      { ...cost, dollars: 1, dearest: { ...cost.dearest, dollars: 3 } },
      false,
    );
    expect(tally).toMatchObject({
      tasks: 2,
      answered: 1,
      units: 2,
      priced: 1,
      dollars: 1,
      dearestDollars: 3,
    });
    expect(readTally(JSON.parse(JSON.stringify(tally)))).toEqual(tally);
    expect(readTally({ tasks: -1 })).toEqual(emptyTally);
  });
});

describe('whose models stand in', () => {
  const models = routerFile().models;
  const today = '2026-11-28';
  const ids = (own: Parameters<typeof suggestedMapping>[1]) =>
    suggestedMapping(models, own, today).map((model) => model?.id);

  it('the same ones, else one of the tier that is at hand, none for two', () => {
    expect(ids([])).toEqual([undefined, undefined, undefined]);
    const other = { ...remote('luna', 1), tier: 'large' as const };
    expect(ids([other, remote('mid', 10)])).toEqual([undefined, 'mid', 'luna']);
    expect(ids([remote('a', 1), remote('b', 1)])).toEqual(['a', undefined, undefined]);
    expect(ids([{ ...remote('x', 1), name: 'LARGE' }])).toEqual([undefined, undefined, 'x']);
  });

  it('no retired one', () => {
    expect(ids([{ ...remote('mid', 1), retired: '2026-10-23' }])).toEqual([undefined, undefined, undefined]);
  });
});

describe('what is odd with a task', () => {
  const texts = (prompt: string, ...tests: string[]) =>
    findingsOf(prompt, tests).map(({ stops, text }) => `${stops ? 'stop' : 'hint'}: ${text}`);

  it.each<[string, string, string[], RegExp | undefined]>([
    ['an empty text', '  ', tests, /^stop: .*no text/],
    ['100 kB', 'x'.repeat(100_000), tests, /^stop: The text has 100\u00a0kB; at most 64/],
    ['a long text', 'word '.repeat(1000), tests, /^hint: The text has 5\u00a0kB/],
    [
      'another function',
      'Write a function `area_of` that …',
      tests,
      /^hint: The text speaks of area_of, the tests call f/,
    ],
    ['another one, as code', 'def g(x):\n    """Return it."""', tests, /speaks of g, the tests call f/],
    ['tests of two functions', 'Return it.', [...tests, 'assert g(1) == 1'], /Test 3 doesn’t call f/],
    ['no assert', 'Return it.', ['f(1)'], /Test 1 has no assert/],
    ['the same function', 'Write `f`, which returns x.', tests, undefined],
    ['a name in passing', 'Like `sorted`, but f(x) is stable.', tests, undefined],
    ['prose', 'Return it.', tests, undefined],
    ['no tests', 'Return it with `f`.', [], undefined],
  ])('%s', (_, prompt, own, expected) => {
    const found = texts(prompt, ...own);
    if (expected) expect(found.join('\n')).toMatch(expected);
    else expect(found).toEqual([]);
  });
});
