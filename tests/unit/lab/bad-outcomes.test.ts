import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { parseOutcomes } from '../../../src/core/outcomes-file';
import { inspectFile } from '../../../src/lab/transfer/inspect';
import { featureTable } from '../../../src/predictors/features/table';
import { openStore } from '../../../src/store/store';
import { learningCurve } from '../../../src/study/comparison/learning-curve';
import { compare } from '../../../src/study/comparison/compare';
import { study } from '../../../src/study/study';
import { textsOf } from '../../../src/study/texts';

const header = {
  ...{ format: 'complexitynet-outcomes', version: 1, name: 'Two models', dataset: 'mine', visibleTests: 1 },
  models: [
    { id: 'a', name: 'A', unitCost: 1 },
    { id: 'b', name: 'B', unitCost: 10 },
  ],
};
const row = (task: string, a: string[] = ['10'], b: string[] = ['11']) => ({
  ...{ task, prompt: `Add ${task}.`, outcomes: { a, b } },
});
const file = (...lines: unknown[]) =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
const encode = (text: string) => new TextEncoder().encode(text);

/** Each with what is said of it: the place and the reason. */
const refused: [name: string, bytes: () => Uint8Array, reason: RegExp][] = [
  [
    'a malformed line',
    () => encode(file(header, row('1'), '{"task":')),
    /line 3: expected one JSON object, got/,
  ],
  [
    'an unknown version',
    () => encode(file({ ...header, version: 2 }, row('1'))),
    /later version|line 1: version/,
  ],
  [
    'a task that is there twice',
    () => encode(file(header, row('1'), row('2'), row('1'))),
    /line 4: task: expected an id not used before, got "1", which line 2 has/,
  ],
  [
    'a model that the header doesn’t have',
    () => encode(file(header, { task: '1', outcomes: { a: ['1'], b: ['1'], c: ['1'] } })),
    /line 2: outcomes\["c"\]: expected a model of the header \("a", "b"\)/,
  ],
  [
    'trials of unequal test counts',
    () => encode(file(header, row('1', ['101', '11'], ['111']))),
    /line 2: outcomes\["a"\]\[1\]: expected 3 digits, as many as the longest of this task/,
  ],
  [
    'a model without a trial',
    () => encode(file(header, row('1', [], ['1']))),
    /line 2: outcomes\["a"\]: expected 1 to 50 trials, got 0/,
  ],
  ['an empty file', () => encode(''), /The file is empty/],
  ['a file of blank lines', () => encode('\n \n'), /The file is empty/],
  ['a header alone', () => encode(file(header)), /line 2: expected a task, got nothing/],
  ['200 MB', () => new Uint8Array(200e6), /200 MB, and up to 100 MB/],
  ['what is no text', () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe), /no file of text/],
];

describe('an outcomes file is refused with place and reason, and nothing of it kept', async () => {
  const store = await openStore({ indexedDB: new IDBFactory(), channel: () => undefined });

  it.each(refused)('%s', async (_, bytes, reason) => {
    await expect(inspectFile(bytes(), store, { codeVersion: 'test' })).rejects.toThrow(reason);
    expect(await store.recordings.list()).toEqual([]);
  });
});

describe('what can be studied is studied', () => {
  const tasks = Array.from({ length: 12 }, (_, i) => String(i));
  const experimentOf = (of: (task: string) => object) =>
    parseOutcomes(file(header, ...tasks.map(of)), { id: 'odd' });

  it.each([
    ['all passed', (task: string) => row(task, ['11'], ['11'])],
    ['one class only', (task: string) => row(task, ['00'], ['11'])],
  ])('%s', async (_, of) => {
    const experiment = experimentOf(of);
    const features = featureTable(textsOf(experiment));
    const report = await study(experiment, { seed: 1, features: async () => features });
    expect(report.majority.level).toEqual({ value: 1, low: 1, high: 1 });
    expect(report.predictor!.levelAccuracy.value).toBe(1);
    const { rows } = await compare(experiment, features, { seed: 1 });
    for (const { gainOverMajority, rightAndWrong, calibration } of rows) {
      expect([gainOverMajority.value, rightAndWrong]).toEqual([0, null]);
      expect(calibration.bins.map(({ right }) => right.value)).toEqual([1]);
    }
    expect((await learningCurve(experiment, features, { seed: 1 })).points[0].gain.value).toBe(0);
  });

  it('all failed: no task has a label, which is said; all tasks together can be looked at', async () => {
    const experiment = experimentOf((task) => row(task, ['00'], ['00']));
    await expect(study(experiment, { seed: 1 })).rejects.toThrow(
      'a study needs at least 10 tasks, and here are 0',
    );
    const report = await study(experiment, { seed: 1, scope: 'all' });
    expect([report.kept, report.dropped]).toEqual([0, 12]);
    for (const { accuracy } of report.policies) expect(accuracy.value).toBe(0);
  });
});
