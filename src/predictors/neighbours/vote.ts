/** The indices of the most similar rows, most similar first; of equal ones the first. */
export function nearest(similarities: Float64Array, most: number, except = -1): number[] {
  const order = Array.from(similarities, (_, row) => row).filter((row) => row !== except);
  return order.sort((a, b) => similarities[b] - similarities[a] || a - b).slice(0, most);
}

/**
 * What the classes of neighbours say: their shares, with the frequencies of all classes counting as one neighbour
 * more, so that no class is impossible for want of neighbours.
 */
export function vote(
  neighbours: readonly number[],
  targets: ArrayLike<number>,
  frequencies: readonly number[],
): number[] {
  const votes = [...frequencies];
  for (const row of neighbours) votes[targets[row]]++;
  return votes.map((value) => value / (neighbours.length + 1));
}
