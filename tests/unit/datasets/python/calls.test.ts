import { describe, expect, it } from 'vitest';
import { callsIn } from '../../../../src/datasets/python/calls';
import { definedNames } from '../../../../src/datasets/python/names';
import { tokenize } from '../../../../src/datasets/python/tokens';

const texts = (source: string) => tokenize(source).map(({ text }) => text);
const shapes = (source: string) =>
  callsIn(source).map((call) => [
    call.name,
    ...call.arguments.map(({ keyword, spread }) => keyword ?? (spread ? '*' : '.')),
  ]);

describe('tokens', () => {
  it.each([
    [`f("a,b)", 'it''s')`, ['f', '(', '"a,b)"', ',', "'it'", "'s'", ')']],
    [String.raw`f("\"", r'\d')`, ['f', '(', String.raw`"\""`, ',', String.raw`r'\d'`, ')']],
    ['f("""a "quoted" \n line""")', ['f', '(', '"""a "quoted" \n line"""', ')']],
    ['f(-1.5e-3, .5, 0xFF, 1_000) # (', ['f', '(', '-', '1.5e-3', ',', '.5', ',', '0xFF', ',', '1_000', ')']],
    ['a == b != c ** d // e', ['a', '==', 'b', '!=', 'c', '**', 'd', '//', 'e']],
    ['größe(π)', ['größe', '(', 'π', ')']],
    ['f("never ends)\ng(1)', ['f', '(', '"never ends)', 'g', '(', '1', ')']],
    ['"""never ends (', ['"""never ends (']],
    ['', []],
  ])('of %j', (source, expected) => expect(texts(source)).toStrictEqual(expected));

  it('know where they stand', () => {
    expect(tokenize('f (x)').map(({ kind, start }) => [kind, start])).toStrictEqual([
      ['name', 0],
      ['operator', 2],
      ['name', 3],
      ['operator', 4],
    ]);
  });
});

describe('calls', () => {
  it.each([
    ['assert f(1, [2, 3], "a,b)") == 4', [['f', '.', '.', '.']]],
    ['assert not f(x)', [['f', '.']]],
    ['assert not (f(x))', [['f', '.']]],
    [
      'assert set(f(x)) == {1}',
      [
        ['set', '.'],
        ['f', '.'],
      ],
    ],
    ['assert math.isclose(f(2), 1.4, rel_tol=0.1)', [['f', '.']]],
    ['assert (f(1)) == 2', [['f', '.']]],
    ['assert f () == []', [['f']]],
    ['assert f((1, 2), {"a": (3, 4)},) == 1', [['f', '.', '.']]],
    ['assert f(1, width=2, *rest, **named)', [['f', '.', 'width', '*', '*']]],
    ['assert f(lambda a, b: a, 1)', [['f', '.', '.']]],
    ['assert f(x == y, z[1:2])', [['f', '.', '.']]],
    [
      'assert f(g(1, 2), 3) in (4, 5)',
      [
        ['f', '.', '.'],
        ['g', '.', '.'],
      ],
    ],
    ['def f(a):\n  return g(a)', [['g', '.']]],
    ['assert f(1, 2', [['f', '.', '.']]],
    ['assert f', []],
  ])('in %s', (source, expected) => expect(shapes(source)).toStrictEqual(expected));
});

it('names that code defines at its top level', () => {
  const source = [
    'import math, os.path as path',
    'from a import (b, c as d)',
    'class Node:',
    '    def inner(self): pass',
    'async def later(): pass',
    'x, y = 1, 2',
    'z: int = 3',
    'x == 4',
    'node.left = 5',
  ].join('\n');
  expect([...definedNames(source)].sort()).toStrictEqual(
    ['Node', 'b', 'd', 'later', 'math', 'path', 'x', 'y', 'z'].sort(),
  );
});
