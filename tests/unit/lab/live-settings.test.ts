import { expect, it } from 'vitest';
import { MemoryCache } from '../../../src/store/memory';
import {
  changeLiveSettings,
  liveSettingsKey,
  noLiveSettings,
  readLiveSettings,
} from '../../../src/lab/live-settings';

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
  expect(readLiveSettings(undefined)).toStrictEqual({ settings: noLiveSettings, unreadable: nothing });
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

it('changes what is there now, and leaves what it can’t read', async () => {
  const kept = new MemoryCache();
  const later = { ...model, id: 'm3', engine: { kind: 'later' } };
  await kept.put(liveSettingsKey, { connections: [], models: [later, model] });
  // Two tabs, each of which has read the same.
  const first = await changeLiveSettings(kept, ({ models }) => ({
    models: [...models, { ...models[0], id: 'm2' }],
  }));
  expect(first.settings.models.map(({ id }) => id)).toStrictEqual(['m1', 'm2']);
  await changeLiveSettings(kept, () => ({ connections: [connection as never] }));
  const { settings, unreadable } = readLiveSettings(await kept.get(liveSettingsKey));
  expect(settings.models.map(({ id }) => id)).toStrictEqual(['m1', 'm2']);
  expect(settings.connections).toStrictEqual([connection]);
  expect(unreadable.models).toStrictEqual([later]);
});
