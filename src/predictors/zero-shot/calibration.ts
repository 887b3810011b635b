/** A score in 0..1, higher for easier tasks, with the task's label as its position among the levels. */
export interface ScoredRow {
  score: number;
  target: number;
}

/** Turns scores into distributions over the levels. */
export interface Calibration {
  /** The scores that occurred in training, ascending. */
  scores: number[];
  /** `beyond[k][i]`: probability of a level beyond position k at `scores[i]`; falling in i, and in k. */
  beyond: number[][];
}

/**
 * Calibrates by isotonic regression (pool adjacent violators: Ayer et al., 1955): for each level, the probability that
 * a task lies beyond it falls with the score. These probabilities are ordered from level to level by themselves, as
 * what they are fitted to is. As many rows as there are levels, with the shares of all rows, count beside the fit, so
 * that no level becomes impossible that occurs at all.
 *
 * @throws RangeError without rows
 */
export function calibrate(rows: readonly ScoredRow[], levels: number): Calibration {
  if (rows.length === 0) throw new RangeError('there is nothing to calibrate on');
  const scores = [...new Set(rows.map(({ score }) => score))].sort((a, b) => a - b);
  const groups = scores.map((score) => rows.filter((row) => row.score === score));
  const weight = rows.length / (rows.length + levels);
  const beyond = Array.from({ length: levels - 1 }, (_, k) =>
    falling(groups.map((group) => ({ n: group.length, value: share(group, k) }))).map(
      (value) => weight * value + (1 - weight) * share(rows, k),
    ),
  );
  return { scores, beyond };
}

/** The distribution over the levels at a score, in between two known ones in proportion. */
export function calibrated({ scores, beyond }: Calibration, score: number): number[] {
  const after = scores.findIndex((known) => known >= score);
  const at = (values: readonly number[]) => {
    if (after < 0) return values.at(-1)!;
    if (after === 0) return values[0];
    const weight = (score - scores[after - 1]) / (scores[after] - scores[after - 1]);
    return values[after - 1] * (1 - weight) + values[after] * weight;
  };
  const steps = [1, ...beyond.map(at), 0];
  return steps.slice(1).map((step, k) => steps[k] - step);
}

const share = (rows: readonly ScoredRow[], k: number) =>
  rows.filter(({ target }) => target > k).length / rows.length;

/** The nearest values, by weighted squares, that never rise. */
function falling(points: readonly { n: number; value: number }[]): number[] {
  const pools: { n: number; value: number; size: number }[] = [];
  for (const { n, value } of points) {
    pools.push({ n, value, size: 1 });
    while (pools.length > 1 && pools.at(-2)!.value < pools.at(-1)!.value) {
      const [a, b] = pools.splice(-2);
      const together = a.n + b.n;
      pools.push({
        n: together,
        value: (a.n * a.value + b.n * b.value) / together,
        size: a.size + b.size,
      });
    }
  }
  return pools.flatMap(({ value, size }) => Array.from({ length: size }, () => value));
}
