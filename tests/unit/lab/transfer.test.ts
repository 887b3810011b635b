import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { formatDefinition } from '../../../src/core/definition-file';
import { parseSamples } from '../../../src/core/samples-file';
import { exportCsv, exportSamples } from '../../../src/lab/transfer/export';
import { inspectFile } from '../../../src/lab/transfer/inspect';
import { openStore, type Store } from '../../../src/store/store';
import { bytesOf, exported } from '../../support/bundles';
import { inventedDefinition, inventedTrial, keyOf } from '../../support/experiments';

const codeVersion = 'test';
const encode = (text: string) => new TextEncoder().encode(text);
const opened = () => openStore({ indexedDB: new IDBFactory(), channel: () => undefined });
const look = (text: string, store: Store) => inspectFile(encode(text), store, { codeVersion });

const outcomes = [
  {
    ...{ format: 'complexitynet-outcomes', version: 1, name: 'Two models', dataset: 'mine', visibleTests: 1 },
    models: [
      { id: 'a', name: 'A', unitCost: 1 },
      { id: 'b', name: 'B', unitCost: 10 },
    ],
  },
  { task: '1', prompt: 'Add.', outcomes: { a: ['10', '11'], b: ['11'] } },
  { task: '2', prompt: 'Take away.', outcomes: { a: ['00'], b: ['11'] } },
]
  .map((row) => JSON.stringify(row))
  .join('\n');

async function withExperiment() {
  const store = await opened();
  await store.experiments.put(inventedDefinition(3));
  await store.experiments.settle([inventedTrial(keyOf(0)), inventedTrial(keyOf(1, 'large', 2))]);
  return store;
}

describe('a file is known by its content', () => {
  it('outcomes: said first, kept when told to, the same file once', async () => {
    const store = await opened();
    const { found, bring } = await look(outcomes, store);
    expect(found).toMatchObject({
      ...{ kind: 'outcomes', isHere: false },
      entry: { name: 'Two models', models: ['A', 'B'], tasks: 2, trials: 5 },
    });
    expect(await store.recordings.list()).toStrictEqual([]);
    const { address } = await bring({ kind: 'outcomes' });
    const [entry] = await store.recordings.list();
    expect(address).toBe(`#/experiments/${entry.id}/labels`);
    expect(await store.recordings.text(entry.id)).toBe(outcomes);
    expect((await look(outcomes, store)).found).toMatchObject({ isHere: true });
    await store.recordings.rename(entry.id, 'Other');
    expect((await store.recordings.get(entry.id))?.name).toBe('Other');
    await store.recordings.delete(entry.id);
    expect(await store.recordings.text(entry.id)).toBeUndefined();
  });

  it('a bundle: compared first', async () => {
    const store = await withExperiment();
    const bytes = await exported(store.experiments);
    expect((await inspectFile(bytes, store, { codeVersion })).found).toMatchObject({
      ...{ kind: 'bundle', counts: { trials: 2 } },
      conflict: { kind: 'identical' },
    });
    const other = await opened();
    const { found, bring } = await inspectFile(bytes, other, { codeVersion });
    expect(found).toMatchObject({ conflict: { kind: 'none' } });
    expect(await other.experiments.list()).toStrictEqual([]);
    await bring({ kind: 'bundle', onConflict: 'keep-mine' });
    expect(await bytesOf(new Blob([await exported(other.experiments)]))).toStrictEqual(bytes);
  });

  it('a definition: comes in beside one of the same id', async () => {
    const store = await withExperiment();
    const text = formatDefinition({ ...inventedDefinition(2), id: 'invented' });
    const { found, bring } = await look(text, store);
    expect(found).toMatchObject({ kind: 'definition', tasks: 2, isHere: true });
    expect(await bring({ kind: 'definition' })).toMatchObject({ address: '#/experiments/invented-2/run' });
    expect((await store.experiments.get('invented'))?.definition.taskIds).toHaveLength(3);
  });

  it.each([
    ['outcomes', outcomes.replace('"10"', '"1x"'), /line 2: .*1x/],
    ['a definition', '{"format":"complexitynet-definition","version":1}', /id: is missing/],
    ['samples', '{"task_id":"1"}', /line 1: expected a completion or a solution/],
    ['nothing known', 'hello', /line 1: expected an object with task_id/],
  ])('refuses %s that are wrong, with the place', async (_, text, message) => {
    const store = await opened();
    await expect(look(text, store)).rejects.toThrow(message);
    expect(await store.recordings.list()).toStrictEqual([]);
  });

  it('refuses what is neither text nor an archive', async () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0xfd]);
    await expect(inspectFile(bytes, await opened(), { codeVersion })).rejects.toThrow(/no file of text/);
  });
});

describe('answers made elsewhere', () => {
  const sample = (task: string, solution: string, model?: string) =>
    JSON.stringify({ task_id: task, solution, ...(model && { model }) });

  it('fill the first free trials of their task and model, unjudged', async () => {
    const store = await withExperiment();
    const text = [
      sample('0', 'first', 'gpt'),
      sample('Mbpp/0', 'second', 'gpt'),
      ...Array.from({ length: 4 }, () => sample('0', 'more', 'gpt')),
      sample('99', 'x', 'gpt'),
      sample('1', 'y', 'other'),
    ].join('\n');
    const { found, bring } = await look(text, store);
    expect(found).toMatchObject({
      ...{ kind: 'samples', samples: 8, models: ['gpt', 'other'] },
      targets: [{ id: 'invented', fitting: 3 }],
    });
    const { said } = await bring({ kind: 'samples', experiment: 'invented', models: { gpt: 'small' } });
    expect(said).toBe(
      '4 answers were added, to be judged. Left out: 1 of tasks that it hasn’t, 1 of models that were passed over, 2 beyond its trials per model and task.',
    );
    const small = (await store.experiments.summaries('invented', ['0'])).filter(
      ({ model }) => model === 'small',
    );
    expect(small.map(({ index, digits }) => [index, digits !== ''])).toStrictEqual([
      [0, true],
      ...[1, 2, 3, 4].map((index) => [index, false]),
    ]);
    expect((await store.experiments.detail(keyOf(0, 'small', 1)))?.answer).toMatchObject({
      ...{ text: 'first', model: 'gpt', usage: { source: 'estimated' } },
    });
  });

  it('go out again as they came in, each with its model', async () => {
    const store = await withExperiment();
    const samples = parseSamples(await (await exportSamples(store.experiments, 'invented')).text());
    expect(samples.map(({ task, model, kind }) => [task, model, kind])).toStrictEqual([
      ['0', 'small', 'solution'],
      ['1', 'large', 'solution'],
    ]);
  });

  it('are a table of trials too', async () => {
    const store = await withExperiment();
    const csv = await (await exportCsv(store.experiments, 'invented')).text();
    expect(csv.split('\r\n')).toHaveLength(4);
    expect(csv).toMatch(/^task,model,index,verdict/);
  });
});
