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

/** A model that its provider trains on files: what a visitor may change afterwards. */
export interface TunablePreset {
  model: string;
  name: string;
  form: OpenaiSettings['form'];
  limitName: OpenaiSettings['limitName'];
  /** Dollars per million tokens: of training, and of asking the model that came of it. */
  tunedPrice: Price & { training: number };
  /** Of asking the model as it is. */
  price: Price;
  /** The day on which its provider shut it down, or will. */
  retired?: string;
  note: string;
}

/** Models that belong together, with where they are asked. */
export interface ModelPreset {
  id: 'paper-2023' | 'today';
  name: string;
  note: string;
  connection: Omit<Connection, 'id'>;
  models: PresetModel[];
  /** Those that complexity models are made of. */
  tunable: TunablePreset[];
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

/** OpenAI takes no more fine-tuning jobs from 6 January 2027 on, and none of organisations new to it. */
const tuned = (model: string, name: string) => ({
  ...{ model, name, form: 'chat' as const, limitName: 'max_completion_tokens' as const },
  retired: '2027-01-14',
  note: 'a chat successor, for organisations that have fine-tuned before',
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
    tunable: [
      {
        ...{ model: 'davinci-002', name: 'davinci-002', form: 'completion', limitName: 'max_tokens' },
        tunedPrice: { training: 6, input: 12, output: 12 },
        price: { input: 2, output: 2 },
        retired: '2026-09-28',
        note: 'the paper’s complexity model',
      },
      {
        ...{ model: 'babbage-002', name: 'babbage-002', form: 'completion', limitName: 'max_tokens' },
        tunedPrice: { training: 0.4, input: 1.6, output: 1.6 },
        price: { input: 0.4, output: 0.4 },
        retired: '2026-09-28',
        note: 'the smaller one beside it',
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
    tunable: [
      {
        ...tuned('gpt-4.1-mini-2025-04-14', 'GPT-4.1 mini'),
        tunedPrice: { training: 5, input: 0.8, output: 3.2 },
        price: { input: 0.4, output: 1.6 },
      },
      {
        ...tuned('gpt-4o-mini-2024-07-18', 'GPT-4o mini'),
        tunedPrice: { training: 3, input: 0.3, output: 1.2 },
        price: { input: 0.15, output: 0.6 },
      },
      {
        ...tuned('gpt-4.1-2025-04-14', 'GPT-4.1'),
        tunedPrice: { training: 25, input: 3, output: 12 },
        price: { input: 2, output: 8 },
      },
      {
        ...tuned('gpt-4o-2024-08-06', 'GPT-4o'),
        tunedPrice: { training: 25, input: 3.75, output: 15 },
        price: { input: 2.5, output: 10 },
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
