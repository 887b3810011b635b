import { beforeAll, describe, expect, it } from 'vitest';
import type { Interpreter } from '../../../src/judge/worker/interpreter';
import { answerShapes } from '../../support/answer-shapes';
import { startMachine } from './node';

let interpreter: Interpreter;
beforeAll(async () => {
  ({ interpreter } = await startMachine());
}, 60_000);

function find(text: string, entry = 'area', strict = false): { code: string; leniency: string[] } {
  return JSON.parse(interpreter.python.find(text, entry, strict)) as { code: string; leniency: string[] };
}

const code = 'import math\n\ndef area(r):\n    # of a circle\n    return math.pi * r ** 2';
const fence = (text: string, language = 'python') => `\`\`\`${language}\n${text}\n\`\`\`\n`;

describe('finds the code in', () => {
  it.each(Object.entries(answerShapes))('%s', (_, shape) => {
    // A comment that stood over a demo may be left.
    expect(find(shape(code, 'area')).code.replace('# Example', '').trim()).toBe(code);
  });

  it.each<[name: string, text: string, expected: string, leniency: string[]]>([
    ['one line between fences', '```python def area(r): return r```', 'def area(r): return r', []],
    [
      'a fence closed on the last line',
      '```python\ndef area(r):\n    return r```',
      'def area(r):\n    return r',
      [],
    ],
    ['a quotation', '> ```python\n> def area(r):\n>     return r\n> ```', 'def area(r):\n    return r', []],
    [
      'a session',
      fence('>>> def area(r):\n...     return r\n...\n>>> area(1)\n1'),
      'def area(r):\n    return r',
      ['dropped-demo'],
    ],
    [
      'another language before',
      fence('public int area() {}', 'java') + fence('def area(r): return r'),
      'def area(r): return r',
      [],
    ],
    ['a fence named otherwise', fence('def area(r): return r', 'code'), 'def area(r): return r', []],
    [
      'a template that opens the thought',
      'Hm, def area(r): no\n</think>\ndef area(r): return r',
      'def area(r): return r',
      ['whole-text'],
    ],
    [
      'a stop token',
      'def area(r): return r<|im_end|>\n<|im_start|>user',
      'def area(r): return r',
      ['whole-text'],
    ],
    ['an assigned lambda', fence('area = lambda r: r'), 'area = lambda r: r', []],
    [
      'an indented raw function',
      '    def area(r):\n        return r\n',
      'def area(r):\n    return r',
      ['whole-text'],
    ],
    [
      'prose, indented code, prose',
      'It is:\n\n    def area(r):\n        return r\n\nDone, isn’t it?',
      'def area(r):\n    return r',
      ['salvaged'],
    ],
    [
      'the terminal’s colours',
      '\u001b[32mdef area(r):\u001b[0m\n    return r',
      'def area(r):\n    return r',
      ['whole-text'],
    ],
    [
      'a function cut off after a whole one',
      'def area(r):\n    return r\n\ndef more(x:',
      'def area(r):\n    return r',
      ['salvaged'],
    ],
  ])('%s', (_, text, expected, leniency) => {
    const found = find(text);
    expect(found.code.trim()).toBe(expected);
    expect(found.leniency).toEqual(leniency);
  });
});

describe('of several versions takes', () => {
  const naive = fence('def area(r):\n    return 3 * r * r');
  const good = fence('def area(r):\n    return 3.14 * r * r');

  it('the last', () => {
    const found = find(`Naive:\n${naive}\nBetter:\n${good}`);
    expect(found.code).toContain('3.14');
    expect(found.leniency).toEqual(['several-versions']);
  });

  it('none that is only announced', () => {
    const stub = fence('def area(r):\n    """To be written."""\n    pass');
    expect(find(`${good}\nThe signature was:\n${stub}`).code).toContain('3.14');
  });

  it('none that is cut off', () => {
    expect(find(`${good}\nOr:\n\`\`\`python\ndef area(r):\n    return (1 +`).code).toContain('3.14');
  });
});

describe('repairs', () => {
  it('a function whose helpers stand in another block', () => {
    const found = find(
      fence('def square(x):\n    return x * x') + 'and\n' + fence('def area(r):\n    return 3 * square(r)'),
    );
    expect(found.leniency).toEqual(['joined-blocks']);
    expect(found.code).toBe('def square(x):\n    return x * x\n\ndef area(r):\n    return 3 * square(r)');
  });

  it('a class around the function', () => {
    const found = find(
      fence('class Solution:\n    def area(self, r: int) -> List[int]:\n        return [r]'),
    );
    expect(found.leniency).toEqual(['unwrapped-class', 'added-import:List']);
    expect(found.code).toContain('area = Solution().area');
    expect(found.code.startsWith('from typing import List\n')).toBe(true);
  });

  it('missing imports, but not those of names of the code’s own', () => {
    const found = find(
      'def area(r):\n    count = Counter()\n    return math.pi * sqrt(r) + count[r] + sum(permutations)\n\npermutations = [1]',
    );
    expect(found.leniency).toEqual([
      'whole-text',
      'added-import:Counter',
      'added-import:math',
      'added-import:sqrt',
    ]);
    expect(found.code.split('\n').slice(0, 3)).toEqual([
      'from collections import Counter',
      'import math',
      'from math import sqrt',
    ]);
  });

  it('nothing that the function needs', () => {
    const needed =
      'import sys\nsys.setrecursionlimit(2000)\nmemo = {}\nmemo.update({0: 0})\nsquares = []\nfor i in range(9):\n    squares.append(i * i)\n\n' +
      'def area(r):\n    return memo.get(r, squares[r])';
    expect(find(needed)).toEqual({ code: needed, leniency: ['whole-text'] });
  });

  it('keeps the numbers of the lines', () => {
    const found = find(fence('print("hello")\ndef area(r):\n    return r'));
    expect(found.code.split('\n')).toEqual(['', 'def area(r):', '    return r', '']);
  });

  it('nothing in strict judging', () => {
    const text = 'def area(r: List[int]):\n    return r\nprint(area(1))';
    expect(find(fence(text), 'area', true)).toEqual({ code: text, leniency: [] });
    expect(find(`Sure thing!\n${text}`, 'area', true).code).toContain('Sure thing');
  });
});

describe('says that there is no code in', () => {
  it.each([
    '',
    '   \n',
    'I am sorry, I can’t do that.',
    '<think>\ndef area(r): return r',
    'Let r be the radius. The area is πr².',
  ])('%j', (text) => {
    expect(find(text)).toEqual({ code: '', leniency: [] });
  });
});

describe('gives what isn’t Python back as it is', () => {
  it.each([
    ['another language', 'function area(r) { return r; }'],
    ['broken beyond salvage', 'def area(r:\n  return ((r'],
  ])('%s', (_, text) => {
    expect(find(fence(text)).code).toBe(text);
  });
});

it('takes its time with nothing', () => {
  for (const text of [
    '('.repeat(100_000),
    'a = '.repeat(20_000),
    'def f():\n'.repeat(20_000),
    '```\n'.repeat(20_000),
    'x'.repeat(5e6),
    `${'[['.repeat(50_000)}`,
  ]) {
    const begun = performance.now();
    find(text);
    expect(performance.now() - begun, text.slice(0, 10)).toBeLessThan(4000);
  }
});
