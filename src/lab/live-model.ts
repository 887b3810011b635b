import type { Model } from '../core/experiment';
import type { PromptStyle } from '../datasets/prompts';
import type { OpenaiSettings } from '../engines/openai/settings';
import type { WebllmSettings } from '../engines/webllm/settings';
import type { WllamaSettings } from '../engines/wllama/settings';

export type Tier = 'small' | 'mid' | 'large';

/** How a model is reached. */
export type EngineSettings = OpenaiSettings | WebllmSettings | WllamaSettings;

/** A model that can be asked now: plain JSON, as it is kept in the settings. */
export interface LiveModel extends Model {
  tier: Tier;
  /** The day on which its provider shut it down or will, "2026-10-23". */
  retired?: string;
  promptStyle: PromptStyle;
  engine: EngineSettings;
}

/** Is it known what an answer of it costs? One in the page costs nothing; one of a server without a price, who knows. */
export function hasKnownPrice({ price, engine }: Pick<LiveModel, 'price' | 'engine'>): boolean {
  return price !== undefined || engine.kind !== 'openai';
}
