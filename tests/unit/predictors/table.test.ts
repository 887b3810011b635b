import { describe, expect, it } from 'vitest';
import type { FeatureTable } from '../../../src/core/features';
import { randomStream } from '../../../src/core/random';
import { hashedCounts } from '../../../src/predictors/features/hashing';
import { featureTable } from '../../../src/predictors/features/table';
import { inventedTexts } from './invented';

const tableOf = (texts: string[]) => featureTable(texts.map((text, i) => ({ id: `t${i}`, text })));
const texts = inventedTexts(randomStream(1, 'table'), 30);

/** Columns as "block: row x count, ...", each as often as it counts. */
function contents({ rows, block, multiplicity }: FeatureTable): string[] {
  const cells: string[][] = Array.from(block, () => []);
  rows.forEach(({ columns, counts }, row) =>
    columns.forEach((column, k) => cells[column].push(`${row}x${counts[k]}`)),
  );
  return cells.flatMap((list, c) => new Array(multiplicity[c]).fill(`${block[c]}: ${list.join(', ')}`));
}

/** The same, counted from the raw buckets. */
function expectedContents(list: string[]): string[] {
  const cells = new Map<number, string[]>();
  list
    .map(hashedCounts)
    .forEach(({ columns, counts }, row) =>
      columns.forEach((column, k) =>
        cells.set(column, [...(cells.get(column) ?? []), `${row}x${counts[k]}`]),
      ),
    );
  return [...cells]
    .filter(([, rows]) => rows.length > 1)
    .map(([bucket, rows]) => `${bucket < 2 ** 18 ? 0 : 1}: ${rows.join(', ')}`);
}

describe('a feature table', () => {
  const table = tableOf(texts);

  it('holds every bucket of two or more texts, and no other', () => {
    expect(contents(table).sort()).toEqual(expectedContents(texts).sort());
  });

  it('has each content once per block', () => {
    const once = contents({ ...table, multiplicity: table.multiplicity.map(() => 1) });
    expect(new Set(once).size).toBe(once.length);
    expect(Math.max(...table.multiplicity)).toBeGreaterThan(2);
  });

  it('keeps the tasks’ order and ascending columns', () => {
    expect(table.tasks).toEqual(texts.map((_, i) => `t${i}`));
    for (const { columns } of table.rows) {
      expect(Array.from(columns)).toEqual(Array.from(new Set(columns)).sort((a, b) => a - b));
    }
  });

  it('tells nothing of the buckets: texts in a cipher give the same table', () => {
    const cipher = (text: string) =>
      text.replaceAll(/[a-z]/g, (letter) =>
        String.fromCharCode(97 + ((7 * (letter.charCodeAt(0) - 97) + 3) % 26)),
      );
    expect(hashedCounts(cipher(texts[0])).columns).not.toEqual(hashedCounts(texts[0]).columns);
    expect(tableOf(texts.map(cipher))).toEqual(table);
  });

  it('has no columns where texts share nothing', () => {
    const { rows, block } = tableOf(['first', 'other']);
    expect(block).toHaveLength(0);
    expect(rows.map(({ columns }) => columns.length)).toEqual([0, 0]);
  });
});
