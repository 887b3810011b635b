import type { FeatureTable } from '../../../src/core/features';
import { type Random, randomInteger } from '../../../src/core/random';
import { featureTable } from '../../../src/predictors/features/table';

const syllables = 'ba co du fe gi ha jo ku le mi na po ru se ti vo wa xy ze qu'.split(' ');

/** A made-up word. */
function word(random: Random, length: number): string {
  return Array.from({ length }, () => syllables[randomInteger(random, syllables.length)]).join('');
}

/** Made-up texts from a small vocabulary. With `classes` given, some words are commoner in some classes. */
export function inventedTexts(random: Random, count: number, classes?: readonly number[]): string[] {
  const vocabulary = Array.from({ length: 40 }, () => word(random, 1 + randomInteger(random, 3)));
  return Array.from({ length: count }, (_, i) => {
    const length = 4 + randomInteger(random, 12);
    const words = Array.from({ length }, () => {
      const leaning = classes && random() < 0.6 ? 6 * classes[i] + randomInteger(random, 6) : undefined;
      return vocabulary[leaning ?? randomInteger(random, vocabulary.length)];
    });
    return ['write', 'a', ...words].join(' ');
  });
}

export function inventedTable(random: Random, count: number, classes?: readonly number[]): FeatureTable {
  return featureTable(inventedTexts(random, count, classes).map((text, i) => ({ id: String(i), text })));
}

/** The same features with no column merged. */
export function unmerged(table: FeatureTable): FeatureTable {
  const copies = Array.from(table.multiplicity, (multiplicity, column) =>
    new Array<number>(multiplicity).fill(column),
  ).flat();
  const first = new Map<number, number>();
  copies.forEach((column, at) => first.has(column) || first.set(column, at));
  return {
    tasks: table.tasks,
    rows: table.rows.map(({ columns, counts }) => {
      const pairs = Array.from(columns).flatMap((column, k) =>
        Array.from({ length: table.multiplicity[column] }, (_, copy) => [
          first.get(column)! + copy,
          counts[k],
        ]),
      );
      return {
        columns: Uint32Array.from(pairs, ([column]) => column),
        counts: Uint8Array.from(pairs, ([, count]) => count),
      };
    }),
    multiplicity: new Uint16Array(copies.length).fill(1),
    block: Uint8Array.from(copies, (column) => table.block[column]),
  };
}
