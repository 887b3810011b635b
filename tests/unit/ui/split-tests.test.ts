import { describe, expect, it } from 'vitest';
import { splitTests } from '../../../src/ui/judge/split-tests';

describe('tests as a visitor types them', () => {
  it.each([
    ['one a line', 'assert f(1) == 2\nassert f(2) == 3', ['assert f(1) == 2', 'assert f(2) == 3']],
    [
      'over several lines',
      'assert f(1) == [\n  2,\n]\nassert g()',
      ['assert f(1) == [\n  2,\n]', 'assert g()'],
    ],
    [
      'with brackets in strings',
      'assert f("(") == 1\nassert f("[")',
      ['assert f("(") == 1', 'assert f("[")'],
    ],
    [
      'with what they need before them',
      'x = 1\nassert f(x)\nassert f(2)',
      ['x = 1\nassert f(x)', 'assert f(2)'],
    ],
    [
      'as a program',
      'def check(f):\n    assert f(1)\n\ncheck(g)',
      ['def check(f):\n    assert f(1)\n\ncheck(g)'],
    ],
    [
      'with comments and empty lines',
      '# first\n\nassert a\r\n\n# second\nassert b\n',
      ['assert a', 'assert b'],
    ],
    ['not Python at all', 'f(1) is 2', ['f(1) is 2']],
    ['none', ' \n\n', []],
    ['never closed', 'assert f(1\nassert f(2)', ['assert f(1\nassert f(2)']],
  ])('%s', (_, text, expected) => expect(splitTests(text)).toStrictEqual(expected));
});
