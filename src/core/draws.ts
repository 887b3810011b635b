/** One answer to "which level?", as it was given: perhaps no level, or no number. */
export type Draw = number | string | null;

/** The number that an answer is; undefined where it is none. The text of a number, such as " 3", is that number. */
export function numberDrawn(draw: Draw): number | undefined {
  if (typeof draw === 'number') return draw;
  return draw !== null && /^\s*-?\d+(\.\d+)?\s*$/.test(draw) ? Number(draw) : undefined;
}

/** The mean of several numbers drawn. */
export function meanDraw(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** The mean of several numbers drawn, rounded to a whole number, halves away from zero. */
export function roundedMeanDraw(numbers: readonly number[]): number {
  const mean = meanDraw(numbers);
  return Math.sign(mean) * Math.round(Math.abs(mean));
}

/** The number drawn most often, the smallest of equals. */
export function majorityDraw(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] < best[0]) ? one : best,
  )[0];
}
