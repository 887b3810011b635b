import type { EnginePrompt } from '../core/engine';
import { type LiveTask, promptFor } from './live-trials';
import type { LiveModel } from './live-model';

/** Characters of a token, where its tokenizer isn't known. */
const charactersPerToken = 4;
/** What chat servers add to each message, and before the answer (OpenAI's cookbook on counting tokens). */
const tokensPerMessage = 3;

/** Mean tokens of the prompts of some tasks, and how they were counted. */
export interface PromptTokens {
  mean: number;
  /** - counted: by the cl100k vocabulary; - characters: a quarter of the characters */
  by: 'counted' | 'characters';
}

/**
 * Mean tokens of the prompts that a model gets. For models of a server they are counted with the cl100k vocabulary,
 * which is fetched when it is first needed (0.5 MB).
 */
export async function meanPromptTokens(
  model: LiveModel,
  tasks: readonly LiveTask[],
  visibleTests: number,
): Promise<PromptTokens> {
  const prompts = tasks.map((task) => promptFor(model, task, visibleTests).prompt);
  const isServer = model.engine.kind === 'openai';
  const count = isServer ? await tokenCounter() : (text: string) => text.length / charactersPerToken;
  const total = prompts.reduce((sum, prompt) => sum + tokensOf(prompt, count), 0);
  return { mean: total / Math.max(1, tasks.length), by: isServer ? 'counted' : 'characters' };
}

/** Counts tokens by the cl100k vocabulary, which is fetched when it is first needed. */
export async function tokenCounter(): Promise<(text: string) => number> {
  const { countTokens } = await import('gpt-tokenizer/encoding/cl100k_base');
  // Task texts may hold what looks like a special token: to a server it is text.
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
}

/** Tokens that a prompt is billed for, with what chat servers add. */
export function tokensOf({ text, messages }: EnginePrompt, count: (text: string) => number): number {
  if (text !== undefined) return count(text);
  return messages!.reduce((sum, { content }) => sum + count(content) + tokensPerMessage, tokensPerMessage);
}
