/** A Beta distribution over a success probability. */
export interface Beta {
  alpha: number;
  beta: number;
}

/** Successes of so many trials of one thing. */
export interface TrialCount {
  successes: number;
  trials: number;
}

/** Every success probability is as likely as any other: Bayes's and Laplace's prior. */
export const uniformPrior: Beta = { alpha: 1, beta: 1 };

/** What is known of a success probability once trials have been seen. */
export function posterior({ alpha, beta }: Beta, { successes, trials }: TrialCount): Beta {
  return { alpha: alpha + successes, beta: beta + trials - successes };
}

/**
 * Probabilities of 0..n successes in n trials to come, where the success probability is Beta distributed: the
 * beta-binomial distribution.
 *
 * @returns n + 1 probabilities that sum to 1
 */
export function betaBinomial(n: number, { alpha, beta }: Beta): number[] {
  // From one count to the next by their ratio, in logarithms: so nothing underflows for large n.
  const logs = [0];
  for (let x = 0; x < n; x++) {
    logs.push(logs[x] + Math.log(((n - x) * (alpha + x)) / ((x + 1) * (beta + n - x - 1))));
  }
  const largest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const mostRounds = 5000;
/** Beyond this, a Beta distribution is as good as a single probability. */
const largestSum = 1e4;

/**
 * The Beta distribution that success probabilities were most likely drawn from (empirical Bayes), by Minka's fixed
 * point ("Estimating a Dirichlet distribution", 2000, section 5). One trial that passed and one that failed are added
 * to what was seen, so that the estimate stays finite where all trials passed, or all failed.
 *
 * @param counts one per task; those of two trials and more say how probabilities spread
 */
export function fitBeta(counts: readonly TrialCount[]): Beta {
  const groups = new Map<string, TrialCount & { times: number }>();
  for (const count of counts) {
    const key = `${count.successes} ${count.trials}`;
    const group = groups.get(key);
    if (group) group.times++;
    else groups.set(key, { ...count, times: 1 });
  }
  const seen = [
    ...groups.values(),
    { successes: 1, trials: 1, times: 1 },
    { successes: 0, trials: 1, times: 1 },
  ];
  let { alpha, beta } = uniformPrior;
  for (let round = 0; round < mostRounds; round++) {
    let [ofAlpha, ofBeta, ofBoth] = [0, 0, 0];
    for (const { successes, trials, times } of seen) {
      ofAlpha += times * rise(alpha, successes);
      ofBeta += times * rise(beta, trials - successes);
      ofBoth += times * rise(alpha + beta, trials);
    }
    const [before, beforeBeta] = [alpha, beta];
    alpha *= ofAlpha / ofBoth;
    beta *= ofBeta / ofBoth;
    if (alpha + beta > largestSum) break;
    if (Math.abs(alpha - before) < 1e-10 * before && Math.abs(beta - beforeBeta) < 1e-10 * beforeBeta) break;
  }
  return { alpha, beta };
}

/** digamma(x + n) - digamma(x), which for a whole n is a sum. */
function rise(x: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += 1 / (x + i);
  return sum;
}
