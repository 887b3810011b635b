import { describe, expect, it } from 'vitest';
import type { KindJudging } from '../../../../src/datasets/kinds/kind';
import { outputExpression } from '../../../../src/datasets/kinds/output/expression';
import { kindOf, kinds, seenTests } from '../../../../src/datasets/kinds/registry';

const said = async (
  kind: string,
  answer: string,
  tests: string[],
  strictness: 'lenient' | 'strict' = 'lenient',
) => {
  const result = (await kindOf({ kind }).judge(
    answer,
    { id: '1', prompt: 'P', tests },
    strictness,
  )) as KindJudging & { by: 'kind' };
  return result.found === undefined ? 'none' : result.passed.map(Number).join('');
};

describe('a short text', () => {
  it.each([
    ['Paris', '1'],
    ['paris.', '1'],
    ['  “Paris”  ', '1'],
    ['**Paris**', '1'],
    ['The answer is Paris.', '1'],
    ['\\boxed{\\text{Paris}}', '1'],
    ['It lies on the Seine.\nParis', '1'],
    ['City of Light', '1'],
    ['the city  of light', '1'],
    ['Ｐａｒｉｓ', '1'],
    ['Paris or Lyon', '0'],
    ['London', '0'],
    ['', 'none'],
  ])('%j: %s', async (answer, wanted) =>
    expect(await said('text', answer, ['Paris', 'The City of Light'])).toBe(wanted),
  );

  it('is exact where it is judged strictly', async () => {
    expect(await said('text', ' Paris\n', ['Paris'], 'strict')).toBe('1');
    expect(await said('text', 'paris', ['Paris'], 'strict')).toBe('0');
    expect(await said('text', 'Paris.', ['Paris'], 'strict')).toBe('0');
  });
});

describe('a regular expression', () => {
  it('is looked for in the answer, each of them', async () => {
    expect(await said('pattern', 'It was 1789, in July.', ['\\b1789\\b', 'july'])).toBe('11');
    expect(await said('pattern', 'It was 1789, in July.', ['^1789$', 'july'])).toBe('01');
    expect(await said('pattern', 'in July', ['july'], 'strict')).toBe('0');
    expect(await said('pattern', '', ['x'])).toBe('none');
  });

  it('can’t hold up the page, whatever it says', async () => {
    const started = process.cpuUsage();
    expect(await said('pattern', `${'a'.repeat(19_000)}!`, ['^(a+)+$', '(a|aa)+$', '(.*)*x'])).toBe('000');
    // By backtracking it would take longer than the sun will burn.
    expect(process.cpuUsage(started).user).toBeLessThan(60e6);
  });

  it('that is none counts against no answer', async () => {
    await expect(said('pattern', 'a', ['('])).rejects.toThrow();
    await expect(said('pattern', 'a', ['(?=a)'])).rejects.toThrow();
  });
});

describe('JSON', () => {
  const expected = ['{"name":"Ada","years":[1815,1852]}'];
  it.each([
    ['{"name":"Ada","years":[1815,1852]}', '1'],
    ['{ "years": [1815, 1852],\n "name": "Ada" }', '1'],
    ['```json\n{"name":"Ada","years":[1815,1852]}\n```', '1'],
    ['Here it is:\n```\n{"name":"Ada","years":[1815,1852]}\n```\nDone.', '1'],
    ['The object {"name":"Ada","years":[1815,1852]} is what you want.', '1'],
    ['First [1, 2], then {"name":"Ada","years":[1815,1852]}', '1'],
    ['{"name":"A\\u0064a","years":[1815.0,1852]}', '1'],
    ['{"name":"Ada","years":[1852,1815]}', '0'],
    ['{"name":"Ada"}', '0'],
    ['{"name":"Ada","years":[1815,1852],}', '0'],
    [`${'['.repeat(5000)}1${']'.repeat(5000)}`, 'none'],
    ['{"name":', 'none'],
    ['I can’t.', 'none'],
  ])('%j: %s', async (answer, wanted) => expect(await said('json', answer, expected)).toBe(wanted));

  it('is all that is said where it is judged strictly', async () => {
    expect(await said('json', `Here: ${expected[0]}`, expected, 'strict')).toBe('none');
    expect(await said('json', `\`\`\`json\n${expected[0]}\n\`\`\``, expected, 'strict')).toBe('1');
  });
});

describe('the output that an answer predicts', () => {
  it.each([
    ['[1, 2, 3]', '[1, 2, 3]'],
    ['[ANSWER] [1, 2] [/ANSWER]', '[1, 2]'],
    ['Step by step …\n[ANSWER]\nassert f([1]) == [1, 2]\n[/ANSWER]', '[1, 2]'],
    ['[ANSWER]"a b"', '"a b"'],
    ['assert f("x") == {"x": 1}', '{"x": 1}'],
    ['It loops twice.\n\nf(3) == 9', '9'],
    ['```python\n"abc"\n```', '"abc"'],
    ['The output is `(1, 2)`.', '(1, 2)'],
    ['The function returns: True', 'True'],
    ['Therefore the answer is 12.', '12'],
    ['[ANSWER]{\n "a": 1,\n "b": 2\n}[/ANSWER]', '{\n "a": 1,\n "b": 2\n}'],
    ['<think>[ANSWER]1[/ANSWER]</think>[ANSWER]2[/ANSWER]', '2'],
    ['First [ANSWER]1[/ANSWER], no: [ANSWER]2[/ANSWER]', '2'],
    ['The answer is “abc”', '"abc"'],
    ['', undefined],
  ])('%j is %s', (answer, wanted) => expect(outputExpression(answer)).toBe(wanted));

  it('is asserted without the function at hand', () => {
    const task = { id: '1', prompt: 'def f(x): return x\n\nf(3)', tests: ['3'] };
    expect(kindOf({ kind: 'output' }).judge('[ANSWER]3[/ANSWER]', task, 'lenient')).toEqual({
      by: 'python',
      form: 'code',
      text: 'predicted_output = (3\n)\n',
      tests: ['assert predicted_output == (3\n)'],
    });
  });
});

describe('kinds', () => {
  it('read the longest answer in a time that follows its length, whatever is in it', async () => {
    const many = (text: string) => text.repeat(49_000 / text.length);
    const hostile = [
      ...['. ', '1 ', '1,', '[(', '"', '*', '```', '```\n', '\\text{', '\\frac{', 'f(', 'answer is '],
      ...['[ANSWER]', '{"', '- ', 'option (', 'x', ' ', 'a\n'],
    ].flatMap((text) => [many(text), `x${many(text)}x`, `\`\`\`${many(text)}x`]);
    const started = process.cpuUsage();
    for (const { id, judge } of kinds) {
      const task = { id: '1', kind: id, prompt: 'P', tests: ['1'], choices: ['1', '2'] };
      for (const answer of hostile) await judge(answer, task, 'lenient');
    }
    // What goes over it again from each character on takes minutes.
    expect(process.cpuUsage(started).user).toBeLessThan(30e6);
  });

  it('each have an id of their own; a task that names none is Python', () => {
    expect(new Set(kinds.map(({ id }) => id)).size).toBe(kinds.length);
    expect(kindOf({}).id).toBe('python');
    expect(() => kindOf({ kind: 'constructor' })).toThrow('no tasks of the kind “constructor”');
  });

  it('never show a test that is the answer', () => {
    for (const { id, showsTests, chat, completion } of kinds) {
      const task = {
        id: '1',
        kind: id,
        prompt: 'What?',
        choices: ['x', 'y'],
        tests: ['assert secret', 'assert more'],
      };
      expect(seenTests(task, 1)).toEqual(showsTests ? ['assert secret'] : []);
      if (showsTests) continue;
      for (const style of ['instructed', 'bare'] as const) {
        const settings = { style, visibleTests: 'all' } as const;
        const text = JSON.stringify([chat(task, settings), completion(task, settings)]);
        expect(text).toContain('What?');
        expect(text).not.toContain('secret');
      }
    }
  });
});
