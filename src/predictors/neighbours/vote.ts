/** The indices of the most similar rows, most similar first; of equal ones the first. */
export function nearest(similarities: Float64Array, most: number, except = -1): number[] {
  // Only those that reach the last place, and the one left out, need sorting by a comparison of ours: that is slow.
  const least =
    similarities
      .slice()
      .sort()
      .at(-(most + 1)) ?? -Infinity;
  const candidates: number[] = [];
  similarities.forEach((similarity, row) => {
    if (similarity >= least && row !== except) candidates.push(row);
  });
  return candidates.sort((a, b) => similarities[b] - similarities[a] || a - b).slice(0, most);
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
