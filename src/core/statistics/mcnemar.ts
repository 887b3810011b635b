/** McNemar's test of two classifiers on the same items. */
export interface McNemar {
  /** Two-sided, exact. */
  p: number;
  /** Items that the first alone gets right. */
  b: number;
  /** Items that the second alone gets right. */
  c: number;
}

/**
 * McNemar's exact test (1947): under the hypothesis that neither is better, the items that one alone gets right
 * fall to either with even odds, so that b is binomial. Items that both or neither get right say nothing.
 *
 * @param first which items the first gets right; the other as long
 */
export function mcnemar(first: readonly boolean[], second: readonly boolean[]): McNemar {
  let [b, c] = [0, 0];
  first.forEach((right, i) => {
    if (right && !second[i]) b++;
    if (!right && second[i]) c++;
  });
  const n = b + c;
  let tail = 0;
  let logProbability = -n * Math.LN2;
  for (let i = 0; i <= Math.min(b, c); i++) {
    tail += Math.exp(logProbability);
    logProbability += Math.log((n - i) / (i + 1));
  }
  return { p: Math.min(1, 2 * tail), b, c };
}
