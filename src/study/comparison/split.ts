import { type Random, randomStream, shuffled } from '../../core/random';

/** How many rows are for training and for testing. */
export type SplitSize =
  /** Of all rows, this share is for training. */
  | { share: number; counts?: undefined }
  /** So many of each, drawn from all rows; the others are left out. The paper: 144 and 36. */
  | { counts: { train: number; test: number }; share?: undefined };

/**
 * One stratified split into training and test rows, by seed: each level has its share in either, within one.
 *
 * @param levels one per row
 * @returns indices into the rows, ascending
 * @throws RangeError where there are too few rows, or one of the parts would be empty
 */
export function holdoutSplit(
  levels: readonly number[],
  { share, counts, seed }: SplitSize & { seed: number },
): { train: number[]; test: number[] } {
  const all = levels.map((_, index) => index);
  const random = randomStream(seed, 'holdout');
  const used = counts ? draw(all, levels, counts.train + counts.test, random) : all;
  const test = counts ? counts.test : Math.round(used.length * (1 - share));
  if (test < 1 || test >= used.length) {
    throw new RangeError(`${used.length} rows can’t be split into training and ${test} test rows`);
  }
  const tests = new Set(draw(used, levels, test, random));
  return {
    train: used.filter((index) => !tests.has(index)),
    test: used.filter((index) => tests.has(index)),
  };
}

/**
 * So many of the rows, each level by its share: places are dealt to the levels in turn by the largest remainder.
 */
function draw(rows: readonly number[], levels: readonly number[], wanted: number, random: Random): number[] {
  if (wanted > rows.length) throw new RangeError(`${wanted} rows are wanted of ${rows.length}`);
  const strata = [...new Set(rows.map((row) => levels[row]))]
    .sort((a, b) => a - b)
    .map((level) => {
      const members = rows.filter((row) => levels[row] === level);
      const exact = (members.length * wanted) / rows.length;
      return { members, exact, taken: Math.floor(exact) };
    });
  let left = wanted - strata.reduce((sum, { taken }) => sum + taken, 0);
  for (const stratum of strata.toSorted((a, b) => b.exact - b.taken - (a.exact - a.taken))) {
    if (left-- <= 0) break;
    stratum.taken++;
  }
  return strata
    .flatMap(({ members, taken }) => shuffled(members, random).slice(0, taken))
    .sort((a, b) => a - b);
}
