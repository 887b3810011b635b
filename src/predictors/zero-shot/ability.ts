import type { LikelyToken } from '../fine-tuned/class-probabilities';

/** Asks a model whether it can do a task itself: our words. */
export function abilityPrompt(text: string): string {
  return `Here is a programming task:

${text}

Could you write a correct solution to it, one that passes all of its tests? Answer yes or no, and nothing else.
Answer:`;
}

/**
 * The probability of "yes" against "no", from the likeliest tokens.
 *
 * @returns undefined where neither is among them
 */
export function abilityFromTokens(tokens: readonly LikelyToken[]): number | undefined {
  const weight = (word: RegExp) =>
    tokens.reduce((sum, { token, logprob }) => sum + (word.test(token.trim()) ? Math.exp(logprob) : 0), 0);
  const yes = weight(/^yes$/i);
  const no = weight(/^no$/i);
  return yes + no > 0 ? yes / (yes + no) : undefined;
}

/**
 * The share of "yes" among the draws that begin with either.
 *
 * @returns undefined where none does
 */
export function abilityFromDraws(texts: readonly string[]): number | undefined {
  const said = texts.map((text) => /^\W*(yes|no)\b/i.exec(text)?.[1].toLowerCase());
  const readable = said.filter((word) => word !== undefined);
  return readable.length ? readable.filter((word) => word === 'yes').length / readable.length : undefined;
}
