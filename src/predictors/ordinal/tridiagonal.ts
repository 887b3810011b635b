/**
 * Solves a symmetric, positive definite, tridiagonal system (Thomas's algorithm).
 *
 * @param beside entry j stands at (j, j + 1) and (j + 1, j)
 */
export function solveTridiagonal(
  diagonal: Float64Array,
  beside: Float64Array,
  right: Float64Array,
): Float64Array {
  const pivots = diagonal.slice();
  const result = right.slice();
  for (let j = 1; j < result.length; j++) {
    const factor = beside[j - 1] / pivots[j - 1];
    pivots[j] -= factor * beside[j - 1];
    result[j] -= factor * result[j - 1];
  }
  for (let j = result.length - 1; j >= 0; j--) {
    if (j + 1 < result.length) result[j] -= beside[j] * result[j + 1];
    result[j] /= pivots[j];
  }
  return result;
}
