import type { Price } from '../../core/experiment';
import { softwareNotes } from './software';
import type { Connection, OpenaiSettings, ServerSoftware } from './settings';

/** A model of a preset: what a visitor may change afterwards. */
export interface PresetModel {
  name: string;
  tier: 'small' | 'mid' | 'large';
  unitCost: number;
  /** Dollars per million tokens, as of November 2026, or of the paper's December 2023. */
  price: Price;
  /** The day on which its provider shut it down. */
  retired?: string;
  promptStyle: 'instructed' | 'bare';
  engine: Omit<OpenaiSettings, 'connection'>;
}

/** Models that belong together, with where they are asked. */
export interface ModelPreset {
  id: 'paper-2023' | 'today';
  name: string;
  note: string;
  connection: Omit<Connection, 'id'>;
  models: PresetModel[];
}

const openai: Omit<Connection, 'id'> = {
  name: 'OpenAI',
  baseUrl: softwareNotes.openai.baseUrl,
  needsKey: true,
  software: 'openai',
};

const chat = (model: string, reasoningEffort?: string): Omit<OpenaiSettings, 'connection'> => ({
  kind: 'openai',
  model,
  form: 'chat',
  limitName: 'max_completion_tokens',
  ...(reasoningEffort && { reasoningEffort }),
});

export const modelPresets: ModelPreset[] = [
  {
    id: 'paper-2023',
    name: 'The paper, 2023',
    note: 'GPT-3.5 and GPT-4 as the paper asked them. Both were shut down in autumn 2026: they are here for replay, and for a server of your own that answers under their names.',
    connection: openai,
    models: [
      {
        name: 'GPT-3.5',
        tier: 'mid',
        unitCost: 10,
        price: { input: 1, output: 2 },
        retired: '2026-09-28',
        promptStyle: 'instructed',
        engine: { ...chat('gpt-3.5-turbo-1106'), limitName: 'max_tokens' },
      },
      {
        name: 'GPT-4',
        tier: 'large',
        unitCost: 100,
        price: { input: 10, output: 30 },
        retired: '2026-10-23',
        promptStyle: 'instructed',
        engine: { ...chat('gpt-4-1106-preview'), limitName: 'max_tokens' },
      },
    ],
  },
  {
    id: 'today',
    name: 'Today',
    note: 'Two current models of OpenAI’s, beside a small one in the page. Without reasoning, so that they take a temperature.',
    connection: openai,
    models: [
      {
        name: 'GPT-6 Luna',
        tier: 'mid',
        unitCost: 10,
        price: { input: 0.1, output: 0.5 },
        promptStyle: 'instructed',
        engine: chat('gpt-6-luna', 'none'),
      },
      {
        name: 'GPT-6 Sol',
        tier: 'large',
        unitCost: 100,
        price: { input: 2, output: 10 },
        promptStyle: 'instructed',
        engine: chat('gpt-6-sol', 'none'),
      },
    ],
  },
];

/** The software that servers of one's own run, in the order in which they are offered. */
export const ownServers: ServerSoftware[] = [
  'ollama',
  'lm-studio',
  'llama.cpp',
  'vllm',
  'openrouter',
  'litellm',
  'other',
];

/** A connection to a server of this software, where it listens unless told otherwise. */
export function ownConnection(software: ServerSoftware): Omit<Connection, 'id'> {
  const { name, baseUrl, needsKey } = softwareNotes[software];
  return { name, baseUrl, needsKey, software };
}
