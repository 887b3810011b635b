import { describe, expect, it } from 'vitest';
import { singleTrial } from '../../../src/core/labelling';
import { taskAddress, taskInAddress } from '../../../src/ui/tasks/address';
import { firstWords } from '../../../src/ui/tasks/first-words';
import {
  type Filters,
  isFiltered,
  levelOptions,
  matching,
  noFilters,
  searchable,
  solverOptions,
} from '../../../src/ui/tasks/matching';
import { commonPrefix, rowsOf, verdictOnly } from '../../../src/ui/tasks/rows';
import { experimentOf, single } from './experiment';

const experiment = experimentOf(
  [
    single('11', '111', '111', '111'),
    single('1', '100', '000', '111'),
    single('2', '000', '111', '000'),
    single('3', '000', '000', '000'),
    single('4', '000', '101', '011'),
  ],
  singleTrial,
);
const rows = rowsOf(experiment);
const prompts: Record<string, string> = { '1': 'Sort the List', '2': 'Add 11 to it', '4': 'list the sorts' };
const texts = searchable(rows, ({ id }) => prompts[id]);
const found = (filters: Partial<Filters>) =>
  matching(rows, texts, { ...noFilters, ...filters }).map(({ task }) => task.id);

describe('rows', () => {
  it('say what the trials say', () => {
    expect(rows.map(({ level, kept, fools, solvedBy }) => [level, kept, fools, solvedBy])).toEqual([
      [0, true, false, [true, true, true]],
      [2, true, true, [false, false, true]],
      [1, true, false, [false, true, false]],
      [2, false, false, [false, false, false]],
      [2, false, true, [false, false, false]],
    ]);
  });

  it('know where only a verdict is recorded', () => {
    expect(verdictOnly(single('a', '1', '0', '1'), 1)).toBe(true);
    expect(verdictOnly(single('a', '11', '00', '10'), 1)).toBe(false);
  });

  it('find what ids have in common, up to a slash', () => {
    expect(commonPrefix(['HumanEval/0', 'HumanEval/17'])).toBe('HumanEval/'.length);
    expect(commonPrefix(['a/0', 'b/1'])).toBe(0);
    expect(commonPrefix(['1', '11'])).toBe(0);
  });
});

describe('filters', () => {
  it('find words in any order, in text and id', () => {
    expect(found({ search: 'sort list' })).toEqual(['1', '4']);
    expect(found({ search: '  LIST ' })).toEqual(['1', '4']);
    expect(found({ search: 'nowhere' })).toEqual([]);
  });

  it('put the task whose very id is searched for first', () => {
    expect(found({ search: '1' })).toEqual(['1', '11', '2']);
    expect(found({ search: '11' })).toEqual(['11', '2']);
  });

  it('choose by level among kept tasks only', () => {
    expect(found({ level: 2 })).toEqual(['1']);
    expect(levelOptions(experiment, rows)).toEqual([
      { level: 0, tasks: 1 },
      { level: 1, tasks: 1 },
      { level: 2, tasks: 1 },
    ]);
  });

  it('choose by who solved a task, and say beforehand how many that gives', () => {
    const options = solverOptions(experiment, rows);
    expect(options.map(({ id, tasks }) => [id, tasks])).toEqual([
      ['any', 5],
      ['all', 1],
      ['only:0', 0],
      ['only:1', 1],
      ['only:2', 1],
      ['not:2', 1],
      ['none', 2],
    ]);
    for (const { id, tasks } of options) expect(found({ solvedBy: id })).toHaveLength(tasks);
    expect(found({ solvedBy: 'not:2' })).toEqual(['2']);
  });

  it('choose the tasks where an accepted answer would be wrong', () => {
    expect(found({ fools: true })).toEqual(['1', '4']);
    expect(found({ fools: true, solvedBy: 'none' })).toEqual(['4']);
  });

  it('know whether they narrow anything, whatever object holds them', () => {
    class Held implements Filters {
      get search() {
        return ' ';
      }
      get level() {
        return null;
      }
      get solvedBy() {
        return 'any';
      }
      get fools() {
        return false;
      }
    }
    expect(isFiltered(new Held())).toBe(false);
    expect(isFiltered({ ...noFilters, fools: true })).toBe(true);
    expect(isFiltered({ ...noFilters, search: 'x' })).toBe(true);
    expect(isFiltered({ ...noFilters, level: 0 })).toBe(true);
    expect(isFiltered({ ...noFilters, solvedBy: 'none' })).toBe(true);
  });
});

describe('first words', () => {
  it('leave out what every task begins with', () => {
    expect(firstWords({ prompt: 'Write a python function to turn it\r\n  round.' })).toBe('Turn it round.');
    expect(firstWords({ prompt: 'Writing is hard.' })).toBe('Writing is hard.');
  });

  it('of code are those of its last docstring', () => {
    const prompt =
      'def help():\n    """ Helps. """\n\ndef f(x):\n    \'\'\'\n    Doubles  x.\n    >>> f(1)\'\'\'\n';
    expect(firstWords({ prompt, entryPoint: 'f' })).toBe('Doubles x. >>> f(1)');
    expect(firstWords({ prompt: 'def f(x):', entryPoint: 'f' })).toBe('Def f(x):');
  });
});

describe('addresses', () => {
  it('name a task, and are read again', () => {
    const address = taskAddress('humaneval', 'HumanEval/0');
    expect(address).toBe('#/experiments/humaneval/tasks/HumanEval%2F0');
    expect(taskInAddress(address, 'humaneval')).toBe('HumanEval/0');
    expect(taskInAddress(`${address}?x=1`, 'humaneval')).toBe('HumanEval/0');
  });

  it('may be of the list, or of something else', () => {
    expect(taskInAddress('#/tasks', 'mbpp')).toBeUndefined();
    expect(taskInAddress(taskAddress('mbpp'), 'mbpp')).toBeUndefined();
    expect(taskInAddress('#/experiments/mbpp/labels', 'mbpp')).toBeNull();
    expect(taskInAddress(taskAddress('mbpp-as-recorded', '1'), 'mbpp')).toBeNull();
    expect(taskInAddress('', 'mbpp')).toBeNull();
  });

  it('that are no URI are taken as they stand', () => {
    expect(taskInAddress('#/experiments/mbpp/tasks/100%', 'mbpp')).toBe('100%');
  });
});
