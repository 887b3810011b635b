import * as v from 'valibot';
import type { Connection } from '../engines/openai/settings';
import type { LiveModel } from './live-model';

/** What the visitor has set up to be asked: plain JSON without any key. */
export interface LiveSettings {
  connections: Connection[];
  /** In the visitor's order; an experiment sorts them by cost. */
  models: LiveModel[];
  /** Where this visitor's build of Code Llama for WebGPU lies, where it isn't the deployer's. */
  codeLlamaBase?: string;
}

/** Under which key of the store's settings they are kept. */
export const liveSettingsKey = 'models';

const text = v.pipe(v.string(), v.nonEmpty());
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

const connection = v.object({
  id: text,
  name: text,
  baseUrl: v.pipe(v.string(), v.url()),
  needsKey: v.boolean(),
  software: v.picklist([
    'openai',
    'ollama',
    'lm-studio',
    'llama.cpp',
    'vllm',
    'openrouter',
    'litellm',
    'other',
  ]),
});

const engine = v.variant('kind', [
  v.object({
    kind: v.literal('openai'),
    connection: text,
    model: text,
    form: v.picklist(['chat', 'completion']),
    reasoningEffort: v.optional(text),
    limitName: v.picklist(['max_tokens', 'max_completion_tokens']),
  }),
  v.object({ kind: v.literal('webllm'), model: text, base: v.optional(text) }),
  v.object({
    kind: v.literal('wllama'),
    source: v.variant('kind', [
      v.object({ kind: v.literal('url'), url: text }),
      v.object({ kind: v.literal('disk'), name: text }),
    ]),
    contextLength: v.pipe(v.number(), v.integer(), v.minValue(256)),
  }),
]);

const model = v.object({
  id: text,
  name: text,
  unitCost: v.pipe(v.number(), v.finite(), v.gtValue(0)),
  price: v.optional(v.object({ input: amount, output: amount })),
  version: v.optional(v.string()),
  tier: v.picklist(['small', 'mid', 'large']),
  retired: v.optional(v.pipe(v.string(), v.isoDate())),
  promptStyle: v.picklist(['instructed', 'bare']),
  engine,
});

/** One model, as it is entered or imported. */
export function parseLiveModel(value: unknown): LiveModel | undefined {
  const result = v.safeParse(model, value);
  return result.success ? result.output : undefined;
}

/** One connection, as it is entered or imported. */
export function parseConnection(value: unknown): Connection | undefined {
  const result = v.safeParse(connection, value);
  return result.success ? result.output : undefined;
}

/** What was kept, and of it what can't be read: of another version of the app, or damaged. */
export interface ReadSettings {
  settings: LiveSettings;
  /** As they stand there. */
  unreadable: { connections: unknown[]; models: unknown[] };
}

/** The settings that were kept, as far as they can be read. */
export function readLiveSettings(value: unknown): ReadSettings {
  const kept = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const unreadable: ReadSettings['unreadable'] = { connections: [], models: [] };
  const readable = <T>(name: 'connections' | 'models', parse: (one: unknown) => T | undefined): T[] => {
    const list: unknown = kept[name];
    return (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
      const read = parse(one);
      if (read === undefined) unreadable[name].push(one);
      return read === undefined ? [] : [read];
    });
  };
  const settings: LiveSettings = {
    connections: readable('connections', parseConnection),
    models: readable('models', parseLiveModel),
  };
  if (typeof kept.codeLlamaBase === 'string') settings.codeLlamaBase = kept.codeLlamaBase;
  return { settings, unreadable };
}

/** What is to be kept: what can't be read stays, for the version that can. */
export function keptSettings({ settings, unreadable }: ReadSettings): Record<string, unknown> {
  return {
    ...settings,
    connections: [...settings.connections, ...unreadable.connections],
    models: [...settings.models, ...unreadable.models],
  };
}
