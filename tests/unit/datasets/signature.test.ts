import { describe, expect, it } from 'vitest';
import { humaneval } from '../../../src/datasets/humaneval';
import { mbpp } from '../../../src/datasets/mbpp';
import { callsIn } from '../../../src/datasets/python/calls';
import { signatureOf } from '../../../src/datasets/signature';
import { starterTasks } from '../../../src/datasets/starter/starter';
import { realData } from './data';

const header = (...tests: string[]) => signatureOf({ tests })?.header;

describe('a signature', () => {
  it.each([
    ['def f(arg1, arg2, arg3):', ['assert f(1, [2, 3], "a,b)") == 4']],
    ['def f(arg1):', ['assert not f(x)', 'assert set(f(x)) == {1}', 'assert math.isclose(f(2), 1.4)']],
    ['def f():', ['assert f() == 1']],
    ['def f(arg1, arg2=None):', ['assert f(1) == 1', 'assert f(1, 2) == 3']],
    ['def f(arg1, width):', ['assert f(1, width=2)', 'assert f(2, width=3)']],
    ['def f(arg1, width=None):', ['assert f(1, width=2)', 'assert f(2)']],
    ['def f(arg1, arg2=None, width=None):', ['assert f(1, 2, width=2)', 'assert f(1, width=2)']],
    ['def f(*args):', ['assert f(*[1, 2])']],
    ['def sum(arg1, arg2):', ['assert sum(1, 2) == 3', 'assert sum(3, 4) == 7']],
    ['def f(arg1):', ['assert f(g(1)) == 1', 'assert f(2) == g(3)', 'assert f(3)']],
    ['def f(arg1):', ['assert sorted(f([2])) == sorted([2])']],
  ])('%s', (expected, tests) => expect(header(...tests)).toBe(expected));

  it('is not of a helper that the setup code defines', () => {
    const setup = 'def close(a, b):\n    return abs(a - b) < 1';
    expect(signatureOf({ tests: ['assert close(f(1, 2), 3)'], setup })?.name).toBe('f');
  });

  it('comes from the prompt where that is code', () => {
    const prompt =
      'from typing import List\n\ndef f(values: List[int],\n      limit: int = 3) -> bool:\n    """Do."""\n';
    const tests = ['def check(c):\n    assert c([1])\ncheck(f)'];
    expect(signatureOf({ tests, prompt, entryPoint: 'f' })).toStrictEqual({
      name: 'f',
      header: 'def f(values: List[int],\n      limit: int = 3) -> bool:',
    });
  });

  it('is missing where nothing is called', () => {
    expect(signatureOf({ tests: ['assert True'] })).toBeUndefined();
    expect(signatureOf({ tests: [] })).toBeUndefined();
  });
});

/** Does this Python define the name at its top level or in a class? */
const defines = (code: string, name: string) =>
  new RegExp(String.raw`^\s*(def|class)\s+${name}\b|^${name}\s*=`, 'm').test(code);

/** The fewest and the most arguments that the reference takes, as far as its text tells. */
function arity(code: string, name: string): [number, number] {
  const [, list] = new RegExp(String.raw`def\s+(${name}\s*\([^]*?\))\s*(?:->[^:]*)?:`).exec(code)!;
  const [{ arguments: parameters }] = callsIn(list);
  const most = parameters.some(({ spread }) => spread) ? Infinity : parameters.length;
  return [parameters.filter(({ keyword, spread }) => !keyword && !spread).length, most];
}

it('the starter set: every reference defines what its tests call', async () => {
  for (const task of await starterTasks()) {
    expect(defines(task.reference, signatureOf(task)!.name), task.id).toBe(true);
  }
});

const real = realData('mbpp.jsonl');
it.skipIf(real.missing)(`MBPP: the name and the number of arguments (${real.reason})`, () => {
  const tasks = mbpp.parse(new TextDecoder().decode(real.read()));
  const names = tasks.filter((task) => defines(task.reference, signatureOf(task)!.name));
  const fitting = names.filter((task) => {
    const { name, header } = signatureOf(task)!;
    const [least, most] = arity(task.reference, name);
    const [{ arguments: found }] = callsIn(header.slice('def '.length));
    return found.length >= least && found.length <= most;
  });
  expect(names).toHaveLength(974);
  expect(fitting).toHaveLength(974);
});

const code = realData('humaneval.jsonl');
it.skipIf(code.missing)(`HumanEval: every signature is the prompt’s (${code.reason})`, () => {
  for (const task of humaneval.parse(new TextDecoder().decode(code.read()))) {
    expect(task.prompt, task.id).toContain(signatureOf(task)!.header);
  }
});
