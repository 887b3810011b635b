import { describe, expect, it } from 'vitest';
import type { Task, Trial } from '../../../../src/core/experiment';
import type { Attempt } from '../../../../src/core/policy';
import { runPolicy } from '../../../../src/core/run-policy';
import { agreementOf, normalAnswer, untilAgreement } from '../../../../src/core/searching/agreement';

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
