import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Experiment,
  hasPerfectVerifier,
  isKept,
  passed,
  successCounts,
} from '../../../src/core/experiment';
import { formatOutcomes } from '../../../src/core/outcomes-file';
import { levelOf, levelsOf } from '../../../src/core/labelling';
import { findRecorded, loadRecorded, recordedExperiments } from '../../../src/datasets/recorded';
import { realData } from './data';

const readText = (path: string) =>
  readFile(join(import.meta.dirname, '..', '..', '..', 'public', path), 'utf8');
const load = (id: string) => loadRecorded(id, readText);

/** Kept tasks per level. */
function levelCounts({ rule, tasks }: Experiment): number[] {
  const levels = tasks.filter(isKept).map((task) =>
    levelOf(
      rule,
      successCounts(task),
      task.trials.map((trials) => trials.length),
    ),
  );
  return levelsOf(rule).map((level) => levels.filter((one) => one === level).length);
}
/** Share of all tasks that each model passed. */
const accuracies = ({ models, tasks }: Experiment) =>
  models.map((_, k) => tasks.filter((task) => task.trials[k].every(passed)).length / tasks.length);

describe('the built-in recordings', () => {
  it.each(recordedExperiments.map(({ id }) => id))('%s is as our own writer writes it', async (id) => {
    const { outcomes } = findRecorded(id)!;
    expect(formatOutcomes(await load(id))).toBe(await readText(outcomes));
  });

  it('mbpp has the labels and accuracies that were measured of it', async () => {
    const experiment = await load('mbpp');
    expect(experiment).toMatchObject({ id: 'mbpp', dataset: 'mbpp', visibleTests: 1 });
    expect(experiment.tasks).toHaveLength(973);
    expect(experiment.rule.id).toBe('single-trial');
    expect(levelCounts(experiment)).toStrictEqual([343, 256, 88]);
    const [, mid, large] = accuracies(experiment);
    expect([mid.toFixed(3), large.toFixed(3)]).toStrictEqual(['0.569', '0.637']);
    expect(hasPerfectVerifier(experiment)).toBe(false);
    expect(
      experiment.models.map(({ unitCost, price }) => [unitCost, price?.input, price?.output]),
    ).toStrictEqual([
      [1, 0.2, 0.2],
      [10, 2, 2],
      [100, 30, 30],
    ]);
  });

  it('mbpp-as-recorded has the authors’ verdicts', async () => {
    const experiment = await load('mbpp-as-recorded');
    const [, mid, large] = accuracies(experiment);
    expect([mid.toFixed(3), large.toFixed(3)]).toStrictEqual(['0.531', '0.580']);
    expect(experiment.tasks.filter((task) => !isKept(task))).toHaveLength(320);
    expect(hasPerfectVerifier(experiment)).toBe(true);
    expect(experiment.source?.note).toContain('NameError');
  });

  it('humaneval has five levels of five trials, and no prices', async () => {
    const experiment = await load('humaneval');
    expect(experiment.tasks).toHaveLength(164);
    expect(experiment.rule.id).toBe('paper-5-level');
    expect(levelCounts(experiment)).toStrictEqual([79, 28, 34, 21, 0]);
    expect(experiment.tasks[1].trials[1]).toStrictEqual(['1', '1', '1', '0', '0']);
    expect(experiment.models.map(({ id, price }) => [id, price])).toStrictEqual([
      ['codellama-7b', undefined],
      ['gpt-3.5', undefined],
      ['gpt-4o', undefined],
    ]);
    expect(hasPerfectVerifier(experiment)).toBe(true);
  });

  it.each(recordedExperiments.map(({ id }) => id))('%s holds figures only', async (id) => {
    const { tasks, source } = await load(id);
    expect(tasks.every((task) => task.prompt === undefined && task.tests === undefined)).toBe(true);
    expect(source?.licence).toMatch(/^figures only/);
  });

  it('refuses an id that there is not, and passes on what the reader throws', async () => {
    await expect(load('gsm8k')).rejects.toThrow('only mbpp, mbpp-as-recorded, humaneval');
    await expect(loadRecorded('mbpp', () => Promise.reject(new Error('offline')))).rejects.toThrow('offline');
  });
});

const table = realData('outcomes/mbpp-1-trial.csv');
describe.skipIf(table.missing)(`beside the table (${table.reason})`, () => {
  it('mbpp has every digit of it', async () => {
    const rows = new TextDecoder()
      .decode(table.read())
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
    const digits = (experiment: Experiment) =>
      experiment.tasks.map(({ id, trials }) => [id, ...trials.flat()]);
    expect(digits(await load('mbpp'))).toStrictEqual(rows.map((row) => row.slice(0, 4)));
    expect(digits(await load('mbpp-as-recorded'))).toStrictEqual(
      rows.map((row) => [row[0], ...row.slice(4)]),
    );
  });
});
const counts = realData('outcomes/humaneval-5-trials.csv');
describe.skipIf(counts.missing)(`beside the table of counts (${counts.reason})`, () => {
  it('humaneval has every count of it', async () => {
    const rows = new TextDecoder()
      .decode(counts.read())
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
    const { tasks } = await load('humaneval');
    expect(tasks.map((task) => [task.id, ...successCounts(task).map(String)])).toStrictEqual(rows);
  });
});
