import type { AnswerUsage } from '../../core/engine';

/** What servers report of a request: one object for all of its choices. */
export interface ReportedUsage {
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
}

/** Four characters a token: good enough where a server reports nothing. */
const charactersPerToken = 4;

const estimate = (characters: number) => Math.ceil(characters / charactersPerToken);

/**
 * What each answer of one request is billed for. Their sum is what the server reported, to the token: the first
 * answer bears the prompt, and the output is divided by the answers' lengths (largest remainders).
 *
 * @param promptLength characters of the prompt, for an estimate
 * @param texts the answers of the request
 */
export function usageOf(
  reported: ReportedUsage | null | undefined,
  promptLength: number,
  texts: readonly string[],
): AnswerUsage[] {
  const input = reported?.prompt_tokens;
  const output = reported?.completion_tokens;
  if (typeof input !== 'number' || typeof output !== 'number') {
    return texts.map((text, i) => ({
      input: i === 0 ? estimate(promptLength) : 0,
      output: estimate(text.length),
      source: 'estimated',
    }));
  }
  if (texts.length === 1) return [{ input, output, source: 'reported' }];
  return divide(
    output,
    texts.map((text) => text.length + 1),
  ).map((share, i) => ({
    input: i === 0 ? input : 0,
    output: share,
    source: 'shared',
  }));
}

/** Whole shares of a whole, in proportion to the weights. */
function divide(whole: number, weights: number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const exact = weights.map((weight) => (whole * weight) / sum);
  const shares = exact.map(Math.floor);
  const byRemainder = exact
    .map((_, i) => i)
    .sort((a, b) => exact[b] - shares[b] - (exact[a] - shares[a]) || a - b);
  const missing = whole - shares.reduce((total, share) => total + share, 0);
  for (const i of byRemainder.slice(0, missing)) shares[i]++;
  return shares;
}
