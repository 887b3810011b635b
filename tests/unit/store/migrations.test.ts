import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { databaseVersion } from '../../../src/store/schema';
import { openStore } from '../../../src/store/store';
import { inventedDefinition, inventedTrial, keyOf } from '../../support/experiments';

type Fixture = Record<string, [key: IDBValidKey, value: unknown][]>;

/** Every version that ever landed, as it was made: never changed, and one more with each migration. */
const fixtures: Record<number, Fixture> = {
  1: { cache: [['texts', { value: { lines: ['a', 'b'] }, storedAt: 11 }]] },
  2: {
    cache: [['texts', { value: { lines: ['a', 'b'] }, storedAt: 11 }]],
    settings: [
      ['connections', { value: [{ id: 'c1', baseUrl: 'http://localhost:11434/v1' }], storedAt: 12 }],
    ],
    secrets: [['https://a.example/v1', { value: { version: 1, iterations: 3 }, storedAt: 13 }]],
  },
  3: {
    cache: [['texts', { value: { lines: ['a', 'b'] }, storedAt: 11 }]],
    settings: [],
    secrets: [],
    experiments: [[['e'], { id: 'e', name: 'E', status: 'paused', createdAt: 1, changedAt: 2, trials: 2 }]],
    definitions: [[['e'], { ...inventedDefinition(3, 'e'), name: 'E' }]],
    summaries: [
      [
        ['e', '1'],
        {
          task: '1',
          trials: [
            ['small', 0, '111', 'pass', 0, 180, 60, 1.5, 1000],
            ['large', 0, '', null, 0.01, 180, 61, 2.5, 1001],
          ],
        },
      ],
    ],
    answers: [
      [['e', '1', 'small', 0], [{ model: 'small', index: 0, answer: { text: 'A' }, promptHash: 'h' }]],
      [
        ['e', '1', 'large', 0],
        [{ model: 'large', index: 0, answer: { text: 'B' }, promptHash: 'h', judgement: { with: 'answer' } }],
      ],
    ],
    judgements: [[['e', '1'], [{ model: 'small', index: 0, judgement: { verdict: 'pass' } }]]],
    intents: [
      [
        ['e', '2', 'small', 0],
        { experiment: 'e', task: '2', model: 'small', index: 0, call: 'c', askedAt: 5, reserved: 0.1 },
      ],
    ],
    failures: [],
    predictors: [[['e', 'p'], { experiment: 'e', id: 'p', name: 'P', json: [1] }]],
  },
  4: {
    cache: [['texts', { value: { lines: ['a', 'b'] }, storedAt: 11 }]],
    ...{ settings: [], secrets: [], experiments: [], definitions: [], summaries: [], answers: [] },
    ...{ judgements: [], intents: [], failures: [], predictors: [] },
    recordings: [
      ['r', { id: 'r', name: 'R', dataset: 'mbpp', models: ['a'], tasks: 1, trials: 2, storedAt: 14 }],
    ],
    recordingTexts: [['r', 'text']],
  },
};

function make(factory: IDBFactory, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = factory.open('complexitynet', version);
    request.onupgradeneeded = () => {
      for (const [name, records] of Object.entries(fixtures[version])) {
        const table = request.result.createObjectStore(name);
        for (const [key, value] of records) table.put(value, key);
      }
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error);
  });
}

async function opened(version: number) {
  const factory = new IDBFactory();
  await make(factory, version);
  const problems: unknown[] = [];
  const store = await openStore({ indexedDB: factory, onProblem: (problem) => problems.push(problem) });
  expect(store.state).toStrictEqual({ kept: true });
  expect(problems).toStrictEqual([]);
  return store;
}

describe('a database of an earlier version', () => {
  it('has a fixture for each, the newest included', () => {
    expect(Object.keys(fixtures).map(Number)).toStrictEqual(
      Array.from({ length: databaseVersion }, (_, at) => at + 1),
    );
  });

  it.each(Object.keys(fixtures).map(Number))('keeps what is in it: version %i', async (version) => {
    const store = await opened(version);
    expect(await store.cache.get('texts')).toStrictEqual({ lines: ['a', 'b'] });
    if (version === 2) {
      expect(await store.settings.get('connections')).toMatchObject([{ id: 'c1' }]);
      expect(await store.secrets.get('https://a.example/v1')).toMatchObject({ iterations: 3 });
    }
  });

  it.each([1, 2])('takes experiments once it is opened: version %i', async (version) => {
    const { experiments } = await opened(version);
    await experiments.put(inventedDefinition(2));
    expect(await experiments.settle([inventedTrial(keyOf(0))])).toStrictEqual([]);
    expect(await experiments.detail(keyOf(0))).toStrictEqual(inventedTrial(keyOf(0)).detail);
  });

  it('reads experiments as version 3 wrote them', async () => {
    const { experiments } = await opened(3);
    expect(await experiments.list()).toMatchObject([{ id: 'e', trials: 2, status: 'paused' }]);
    expect(await experiments.get('e')).toMatchObject({ definition: { taskIds: ['0', '1', '2'] } });
    expect(await experiments.summaries('e')).toStrictEqual([
      {
        ...keyOf(1, 'small', 0, 'e'),
        digits: '111',
        verdict: 'pass',
        dollars: 0,
        inputTokens: 180,
        outputTokens: 60,
        seconds: 1.5,
        answeredAt: 1000,
      },
      {
        ...keyOf(1, 'large', 0, 'e'),
        digits: '',
        dollars: 0.01,
        inputTokens: 180,
        outputTokens: 61,
        seconds: 2.5,
        answeredAt: 1001,
      },
    ]);
    expect(await experiments.detail(keyOf(1, 'small', 0, 'e'))).toMatchObject({
      answer: { text: 'A' },
      judgement: { verdict: 'pass' },
    });
    expect(await experiments.detail(keyOf(1, 'large', 0, 'e'))).toMatchObject({
      answer: { text: 'B' },
      judgement: { with: 'answer' },
    });
    expect(await experiments.intents('e')).toMatchObject([{ task: '2', reserved: 0.1 }]);
    expect(await experiments.predictors('e')).toMatchObject([{ id: 'p', json: [1] }]);
  });

  it('reads recordings as version 4 wrote them, and takes them in one of version 3', async () => {
    const { recordings } = await opened(4);
    expect(await recordings.list()).toMatchObject([{ id: 'r', trials: 2 }]);
    expect(await recordings.text('r')).toBe('text');
    const older = (await opened(3)).recordings;
    const entry = { ...(await recordings.get('r'))!, id: 's', storedAt: 15 };
    await older.put(entry, 'other');
    expect(await older.list()).toStrictEqual([entry]);
    expect(await older.text('s')).toBe('other');
  });
});
