import type { FeatureVector } from '../../core/features';
import type { ColumnKinds } from '../logistic/tfidf';

/**
 * How long a task's text is, as far as its features tell: the natural logarithm of the number of its character
 * n-grams that the table has columns for (n-grams of one task alone are in no table), plus one. Recorded tasks
 * come without their texts, and this is nearly in proportion to their number of characters.
 */
export function logLength({ columns, counts }: FeatureVector, kinds: ColumnKinds): number {
  let length = 0;
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k];
    if (kinds.block[column] === 1) length += counts[k] * kinds.multiplicity[column];
  }
  return Math.log1p(length);
}
