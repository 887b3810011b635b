import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Judgement, Verdict } from '../../../src/judge/contract';
import type { Machine } from '../../../src/judge/worker/machine';
import type { TrialRequest } from '../../../src/judge/worker/trial';
import { request, startMachine } from './node';

let machine: Machine;
let recycle = false;
beforeAll(async () => {
  ({ machine } = await startMachine());
}, 60_000);
beforeEach(async () => {
  if (recycle) ({ machine } = await startMachine());
  recycle = false;
}, 60_000);

function judge(code: string, tests: string[], rest: Partial<TrialRequest> = {}): Judgement {
  const result = machine.judge(request(code, tests, rest));
  recycle = result.recycle;
  return result.judgement;
}

const double = 'def double(x):\n    return 2 * x';
const tests = ['assert double(2) == 4', 'assert double(0) == 0'];

describe('gives the verdict', () => {
  it.each<[verdict: Verdict, name: string, code: string, tests?: string[], rest?: Partial<TrialRequest>]>([
    ['pass', 'right code', double],
    ['pass', 'tabs, CRLF and a lone CR', 'def double(x):\r\n\treturn 2 * x\r\r\n'],
    [
      'pass',
      'long floats that are exactly equal',
      'def f():\n    return 0.1 + 0.2',
      ['assert f() == 0.30000000000000004'],
    ],
    [
      'pass',
      'a shuffled set',
      'def f():\n    return {3, 1, 2}',
      ['assert f() == {1, 2, 3}', 'assert set(f()) == {1, 2, 3}'],
    ],
    [
      'pass',
      'a Counter',
      'from collections import Counter\ndef f(x):\n    return Counter(x)',
      ['assert f("aab") == {"a": 2, "b": 1}'],
    ],
    [
      'pass',
      'an array',
      'import array\ndef f():\n    return array.array("i", [1])',
      ['assert f() == array.array("i", [1])'],
    ],
    ['pass', 'bytes', 'def f():\n    return b"s"', ['assert f() == b"s"']],
    [
      'pass',
      'a named tuple',
      'from collections import namedtuple\ndef f():\n    return namedtuple("P", "x y")(1, 2)',
      ['assert f() == (1, 2)'],
    ],
    [
      'pass',
      'an iterator, taken once',
      'def f():\n    return map(int, "12")',
      ['assert list(f()) == [1, 2]'],
    ],
    [
      'pass',
      'a class of the code on both sides',
      'class P:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, o):\n        return self.x == o.x\ndef f(x):\n    return P(x)',
      ['assert f(1) == P(1)'],
    ],
    ['pass', 'a name of a builtin', 'def sum(a, b):\n    return a + b', ['assert sum(1, 2) == 3']],
    [
      'pass',
      'a builtin around the call',
      'def f():\n    return 3.2',
      ['assert int(f()) == 3', 'assert round(f(), 1) == 3.2', 'assert math.isclose(f(), 3.2)'],
    ],
    [
      'pass',
      'a truth',
      'def f(x):\n    return x > 1',
      ['assert f(2)', 'assert not f(0)', 'assert f(2) is True', 'assert (f(3)), "message"'],
    ],
    [
      'pass',
      'other comparisons',
      'def f():\n    return 3',
      ['assert f() in [1, 3]', 'assert f() != 4', 'assert 2 < f() < 4', 'assert f() >= f()'],
    ],
    ['pass', 'a test of many lines', double, ['for i in range(3):\n    assert double(i) == i + i']],
    [
      'pass',
      'a check function',
      double,
      ['def check(candidate):\n    assert candidate(2) == 4\n\ncheck(double)'],
      { entryPoint: 'double' },
    ],
    [
      'pass',
      'setup after the code',
      'class Node:\n    pass\ndef f(n):\n    return n.x',
      ['assert f(root) == 1'],
      { setup: 'root = Node()\nroot.x = 1' },
    ],
    [
      'pass',
      'asyncio',
      'import asyncio\nasync def g(x):\n    await asyncio.sleep(0.01)\n    return x\ndef f(x):\n    return asyncio.run(g(x))',
      ['assert f(1) == 1', 'assert f(2) == 2'],
    ],
    ['wrong-answer', 'wrong code', 'def double(x):\n    return x'],
    ['wrong-answer', 'nearly the float', 'def f():\n    return 0.3', ['assert f() == 0.1 + 0.2']],
    ['wrong-answer', 'a list for a tuple', 'def f():\n    return [1]', ['assert f() == (1,)']],
    [
      'wrong-answer',
      'a failing check function',
      'def double(x):\n    return 0',
      ['def check(candidate):\n    assert candidate(2) == 4\n\ncheck(double)'],
      { entryPoint: 'double' },
    ],
    ['test-error', 'an error while called', 'def double(x):\n    raise ValueError(x)'],
    ['test-error', 'an assertion of its own', 'def double(x):\n    assert False'],
    ['test-error', 'no such function', 'def triple(x):\n    return 3 * x'],
    ['test-error', 'too few parameters', 'def double():\n    return 1'],
    ['exec-error', 'an error while loaded', `${double}\nraise RuntimeError("no")`],
    ['compile-error', 'no Python', 'def double(x)\n    return 2 * x'],
    ['setup-error', 'setup that fails', double, tests, { setup: 'x = missing' }],
    ['setup-error', 'setup that isn’t Python', double, tests, { setup: 'x = (' }],
    ['setup-error', 'a test that isn’t Python', double, ['assert double(2) == 4', 'assert double(2 == 4']],
    ['setup-error', 'no test', double, []],
    ['timeout', 'a loop', 'def double(x):\n    while True: pass', tests, { deadlineSeconds: 0.3 }],
    ['crash', 'os._exit', 'import os\nos._exit(0)'],
    ['no-code', 'no code', 'I’m sorry.', tests, { form: 'answer' }],
    ['no-code', 'nothing', '', tests, { form: 'answer' }],
    ['missing-module', 'numpy', 'import numpy as np'],
    ['missing-module', 'numpy, when called', 'def double(x):\n    import numpy'],
    ['compile-error', 'too much of it', `x = "${'x'.repeat(1_000_001)}"`],
  ])('%s: %s', (verdict, _, code, of = tests, rest = {}) => {
    const judgement = judge(code, of, rest);
    expect(judgement.verdict, judgement.error).toBe(verdict);
    if (verdict === 'pass') expect(judgement.tests.every((test) => test === 'pass')).toBe(true);
    else expect(judgement.error).toBeTruthy();
  });
});

describe('tells', () => {
  it('each test by itself, and what a failing comparison got', () => {
    const code = 'def f(x):\n    return [None, "two", 1 / x][x]';
    const judgement = judge(code, [
      'assert f(1) == "two"',
      'assert f(2) == "two"',
      'assert f(0) == 1',
      'assert f(1) == "2"',
    ]);
    expect(judgement.tests).toEqual(['pass', 'fail', 'error', 'fail']);
    expect(judgement.got).toEqual([
      { test: 1, type: 'float', repr: '0.5' },
      { test: 3, type: 'str', repr: "'two'" },
    ]);
    expect(judgement.error).toBe('AssertionError: assert f(2) == "two"');
  });

  it('only the tests asked for', () => {
    const judgement = judge('def double(x):\n    return x', tests, { chosen: [1] });
    expect(judgement).toMatchObject({ verdict: 'pass', tests: ['not-run', 'pass'] });
  });

  it('a value shortly', () => {
    const [got] = judge('def f():\n    return list(range(10**5))', ['assert f() == 1']).got!;
    expect(got.type).toBe('list');
    expect(got.repr.length).toBeLessThan(310);
  });

  it('an error as Python prints it, without the judge', () => {
    const code =
      'def g(x):\n    return {}[x]\n\ndef f(x):\n    try:\n        return g(x)\n    except KeyError as e:\n        raise ValueError("bad") from e';
    expect(judge(code, ['assert f(1) == 2']).error).toBe(
      [
        'Traceback (most recent call last):',
        '  File "<candidate>", line 6, in f',
        '    return g(x)',
        '  File "<candidate>", line 2, in g',
        '    return {}[x]',
        'KeyError: 1',
        '',
        'The above exception was the direct cause of the following exception:',
        '',
        'Traceback (most recent call last):',
        '  File "<test>", line 1, in <module>',
        '    f(1)',
        '  File "<candidate>", line 8, in f',
        '    raise ValueError("bad") from e',
        'ValueError: bad',
      ].join('\n'),
    );
  });

  it('where the code isn’t Python', () => {
    expect(judge('def f(x)\n    return x', ['assert f(1)']).error).toBe(
      '  File "<candidate>", line 1\n    def f(x)\n            ^\nSyntaxError: expected \':\'',
    );
  });

  it('what was printed, up to a limit', () => {
    const judgement = judge('print("héllo")\ndef f(x):\n    print("x" * 10000)\n    return x', [
      'assert f(1) == 1',
    ]);
    expect(judgement.stdout.startsWith('héllo\nxxx')).toBe(true);
    expect(judgement.stdout).toHaveLength(4096);
    expect(judgement.flags).toEqual(['output-capped']);
  });

  it('a comparison that only the code’s own type upholds', () => {
    const judgement = judge(
      'class V:\n    def __eq__(self, o):\n        return True\ndef f():\n    return V()',
      ['assert f() == 1'],
    );
    expect(judgement).toMatchObject({ verdict: 'wrong-answer', flags: ['suspicious-eq'] });
  });
});

describe('leaves nothing behind', () => {
  afterEach(() => {
    expect(judge(double, tests)).toMatchObject({ verdict: 'pass', stdout: '', flags: [] });
  });

  it.each([
    ['builtins', 'import builtins\nvars(builtins).clear()'],
    ['modules', 'import sys, collections\nsys.modules.clear()\ncollections.__dict__.clear()'],
    ['the recursion limit', 'import sys\nsys.setrecursionlimit(50)'],
    ['streams', 'import sys\nsys.stdout = sys.stderr = sys.stdin = None'],
    ['the collector', 'import gc\ngc.disable()\ngc.callbacks.append(lambda *a: 1 / 0)'],
    ['memory', 'x = bytearray(60 * 2**20)'],
    ['signals', 'import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)'],
  ])('%s', (_, poison) => {
    judge(`${poison}\ndef double(x):\n    return 0`, tests, { deadlineSeconds: 1 });
    // Where a rollback is enough, it must be: the very same machine goes on.
    expect(recycle).toBe(false);
  });
});

describe('asks to be replaced after', () => {
  it.each([
    ['a file that was written', 'open("/tmp/x", "w").write("x")', 'wrote-files'],
    [
      'a file left open',
      'import sys\nx = open([p for p in sys.path if p.endswith(".zip")][0], "rb")',
      'wrote-files',
    ],
    ['hooks', 'import sys\nsys.settrace(lambda *a: None)', 'tampering'],
    ['a directory that was changed', 'import os\nos.chdir("/")', 'wrote-files'],
    ['a heap that grew', 'x = bytearray(150 * 2**20)', 'large-heap'],
    ['looking into the heap', 'import gc\ngc.get_objects()', 'tampering'],
  ])('%s', (_, code, flag) => {
    const judgement = judge(`${code}\n${double}`, tests);
    expect(recycle).toBe(true);
    expect(judgement.flags).toContain(flag);
  });
});

it('sees through an equality of its own in a test that is run whole', () => {
  const code = 'class V:\n    def __eq__(self, o):\n        return True\ndef double(x):\n    return V()';
  const test = 'def check(candidate):\n    assert candidate(2) == 4\n\ncheck(double)';
  const judgement = judge(code, [test], { entryPoint: 'double' });
  expect(judgement).toMatchObject({ verdict: 'wrong-answer', flags: ['suspicious-eq'] });
});

it('keeps sets and dicts in one order: hash seed 0', async () => {
  const code = 'def f():\n    return list({"a", "b", "c", "d", "e"})';
  const first = judge(code, ['assert f() == 0']).got;
  ({ machine } = await startMachine());
  expect(judge(code, ['assert f() == 0']).got).toEqual(first);
});
