import { describe, expect, it } from 'vitest';
import { parseOwnTasks } from '../../../src/core/own-tasks-file';

const task = { prompt: 'Add.', tests: ['assert add(1, 2) == 3'] };
const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

describe('a file of tasks', () => {
  it('is read line by line or as a list, in MBPP’s words too', () => {
    const mbpp = {
      ...{ task_id: 7, text: 'Add.', test_list: ['assert add(1, 2) == 3'] },
      ...{ test_setup_code: 'import math', code: 'def add(a, b): return a + b' },
    };
    const expected = [
      { id: '1', ...task },
      { id: '7', ...task, setup: 'import math' },
    ];
    expect(parseOwnTasks(`\uFEFF${lines(task, mbpp)}\r\n\n`)).toStrictEqual(expected);
    expect(parseOwnTasks(JSON.stringify([task, mbpp]))).toStrictEqual(expected);
  });

  it.each([
    ['an empty file', '  \n', /no task/],
    ['an empty list', '[]', /no task/],
    ['no JSON', 'hello', /line 1: expected one JSON object, got "hello"/],
    ['a broken list', '[{', /no JSON/],
    ['no test', lines(task, { ...task, tests: [] }), /line 2: tests: expected a list/],
    ['no prompt', lines({ tests: task.tests }), /line 1: prompt: expected a text/],
    ['a number for a test', JSON.stringify([{ ...task, tests: [1] }]), /entry 1: tests/],
    ['an id twice', lines({ id: 'a', ...task }, { id: 'a', ...task }), /line 2: id: .* at line 1/],
    ['an object for a setup', lines({ ...task, setup: {} }), /line 1: setup: expected a text/],
  ])('is refused where it has %s', (_, text, message) => {
    expect(() => parseOwnTasks(text)).toThrow(message);
  });
});
