import { expect, it } from 'vitest';
import { keptSettings, readLiveSettings } from '../../../src/lab/live-settings';

const connection = {
  id: 'c1',
  name: 'Mine',
  baseUrl: 'http://localhost:8000/v1',
  needsKey: false,
  software: 'vllm',
};
const model = {
  id: 'm1',
  name: 'Small',
  unitCost: 1,
  tier: 'small',
  promptStyle: 'bare',
  engine: { kind: 'wllama', source: { kind: 'disk', name: 'a.gguf' }, contextLength: 2048 },
};

const nothing = { connections: [], models: [] };

it('reads back what was kept', () => {
  const kept = { connections: [connection], models: [model], codeLlamaBase: 'https://models.example.test' };
  expect(readLiveSettings(JSON.parse(JSON.stringify(kept)))).toStrictEqual({
    settings: kept,
    unreadable: nothing,
  });
});

it('starts empty', () => {
  expect(readLiveSettings(undefined)).toStrictEqual({ settings: nothing, unreadable: nothing });
});

it.each([
  ['a cost of nothing', { ...model, unitCost: 0 }],
  ['a price below nothing', { ...model, price: { input: -1, output: 1 } }],
  ['an engine of another version', { ...model, engine: { kind: 'later' } }],
  ['a day that isn’t one', { ...model, retired: 'soon' }],
  ['nothing', null],
])('leaves out a model with %s', (_, spoilt) => {
  const { settings, unreadable } = readLiveSettings({
    connections: [connection, 5],
    models: [spoilt, model],
  });
  expect(settings.models).toStrictEqual([model]);
  expect(settings.connections).toStrictEqual([connection]);
  expect(unreadable).toStrictEqual({ connections: [5], models: [spoilt] });
});

it('drops what doesn’t belong into settings, such as a key', () => {
  const { settings } = readLiveSettings({ connections: [{ ...connection, key: 'sk-fake' }], models: [] });
  expect(JSON.stringify(settings)).not.toContain('sk-fake');
});

it('keeps what it can’t read', () => {
  const kept = { connections: [], models: [{ ...model, id: 'm3', engine: { kind: 'later' } }, model] };
  const read = readLiveSettings(kept);
  const changed = keptSettings({
    ...read,
    settings: { ...read.settings, connections: [connection as never] },
  });
  expect(changed.connections).toStrictEqual([connection]);
  expect(readLiveSettings(changed)).toStrictEqual({
    settings: { connections: [connection], models: [model] },
    unreadable: read.unreadable,
  });
});
