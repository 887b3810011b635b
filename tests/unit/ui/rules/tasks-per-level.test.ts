import { describe, expect, it } from 'vitest';
import type { RecordedTask } from '../../../../src/core/experiment';
import { writtenRule } from '../../../../src/core/rules/written-rule';
import { taskCounter } from '../../../../src/ui/rules/tasks-per-level';

describe('how many tasks a level holds', () => {
  const task = (id: string, ...trials: string[][]): RecordedTask => ({ id, trials });
  const tasks = [
    task('a', ['1', '1'], ['0', '1']),
    task('b', ['1', '1'], ['1', '0']),
    task('c', ['0', '0'], ['1', '1']),
    task('unsolved', ['0', '0'], ['0', '0']),
  ];
  const rule = writtenRule(['x1 == M', 'x2 == M'], 2);

  it('leaves out what no trial solves', () => expect(taskCounter(tasks)(rule)).toEqual([2, 1, 0]));

  it('leaves out what is still open, under lazy labelling', () => {
    const lazy = [task('a', ['1'], []), task('b', ['1', '1'], []), task('c', ['0'], ['1', '1'])];
    expect(taskCounter(lazy, [2, 2])(rule)).toEqual([1, 1, 0]);
  });

  it('of unequal trials leaves out what M can’t speak of', () => {
    expect(taskCounter([...tasks, task('d', ['1'], ['1', '1'])])(rule)).toEqual([2, 1, 0]);
  });
});
