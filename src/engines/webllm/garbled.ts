/** What a model is asked after it was loaded, at temperature 0: any that works answers in readable words or code. */
export const canaryPrompt = 'Write a Python function add(a, b) that returns the sum of a and b. Only code.';
export const canaryTokens = 24;

/**
 * Is this gibberish, as models write it on GPUs whose drivers compute wrongly (web-llm issue 356)? Judged by what
 * any answer to the canary prompt has: mostly ASCII, words of more than one kind, nothing repeated without end.
 */
export function looksGarbled(text: string): boolean {
  const clean = text.trim();
  if (clean.length < 3) return true;
  const ascii = [...clean].filter((character) => /[\s\x20-\x7e]/.test(character)).length;
  if (ascii / [...clean].length < 0.8) return true;
  const words = clean.toLowerCase().match(/[a-z]{2,}/g) ?? [];
  if (words.length < 2) return true;
  if (new Set(words).size / words.length < 0.2) return true;
  return !/\b(def|return|add|sum|python|function|lambda|here|code|is|the|to|a)\b/.test(clean.toLowerCase());
}
