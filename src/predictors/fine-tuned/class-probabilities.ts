/** A likely token at the place of the answer, with its natural log-probability. */
export interface LikelyToken {
  token: string;
  logprob: number;
}

/**
 * The distribution over the levels that a model's likeliest tokens tell: their probabilities, made to sum to 1.
 * A token with a space before or after it counts for its level. A level that isn't among the tokens is taken to be
 * as likely as it can be: no more than the least likely token that was given, and with the other missing ones no more
 * than what all given tokens leave.
 *
 * @param tokens the likeliest ones at the first place of the answer, in any order
 * @param levels in the order of the result
 * @returns undefined where no token is a level: the answer can't be read
 */
export function classProbabilities(
  tokens: readonly LikelyToken[],
  levels: readonly number[],
): number[] | undefined {
  const weights = levels.map((level) =>
    sum(tokens.filter(({ token }) => token.trim() === String(level)).map(({ logprob }) => Math.exp(logprob))),
  );
  const missing = weights.filter((weight) => weight === 0).length;
  if (missing === levels.length) return undefined;
  const given = tokens.map(({ logprob }) => Math.exp(logprob));
  const most = Math.min(...given, Math.max(0, 1 - sum(given)) / missing);
  const filled = weights.map((weight) => weight || most);
  const total = sum(filled);
  return filled.map((weight) => weight / total);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
