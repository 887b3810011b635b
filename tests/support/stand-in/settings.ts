import type { Script } from './generation';

export interface StandInSettings {
  /** What models answer. */
  script: Script;
  /** The models that it lists. */
  models: { id: string; shutdown_date?: number }[];
  /** Does it refuse other models than those, and those that were fine-tuned? */
  isStrict: boolean;
  /** The key that it takes; any where there is none, and none is needed. */
  key?: string;
  /**
   * - all: it lets every page in, as OpenAI does
   * - plain: it lets pages in that send nothing but what the API needs, as some compatible servers do
   * - none: it doesn't know of pages
   */
  cors: 'all' | 'plain' | 'none';
  /** Milliseconds before an answer. */
  latency: number;
  /** Waited for before each answer, after the latency. */
  hold?: () => Promise<void>;
  /** Milliseconds between the events of a stream. */
  pieceDelay: number;
  /** Requests a second that it allows, and how many at once. */
  rate?: { perSecond: number; burst: number };
  /** The share of requests that fail with 500, drawn by `random`. */
  failureRate: number;
  random: () => number;
  /** The most choices of one request, as servers that don't know `n` have it. */
  mostChoices: number;
  /** Milliseconds in each state of a batch or a job; undefined: they go on each time they are looked at. */
  stateTime?: number;
}

export const defaultSettings: StandInSettings = {
  script: ({ model, prompt }) => `${model} was asked: ${prompt}`,
  models: [{ id: 'small' }, { id: 'large' }],
  isStrict: false,
  cors: 'all',
  latency: 0,
  pieceDelay: 0,
  failureRate: 0,
  random: Math.random,
  mostChoices: Infinity,
};
