import { describe, expect, it } from 'vitest';
import type { FeatureTable } from '../../../src/core/features';
import { randomStream } from '../../../src/core/random';
import { centredGram } from '../../../src/predictors/logistic/gram';
import { columnWeights, inverseDocumentFrequencies, weighRow } from '../../../src/predictors/logistic/tfidf';
import { inventedTable, unmerged } from './invented';
import { referenceTfIdf } from './reference';

const table = inventedTable(randomStream(4, 'gram'), 18);

function dense({ rows, block }: FeatureTable): number[][] {
  return rows.map(({ columns, counts }) => {
    const row = new Array<number>(block.length).fill(0);
    columns.forEach((column, k) => (row[column] = counts[k]));
    return row;
  });
}

/** Weighted rows, with a column of multiplicity m spread over m columns. */
function weighted(features: FeatureTable, train: number): number[][] {
  const idf = inverseDocumentFrequencies(features.rows.slice(0, train), features.block.length);
  const weights = columnWeights(idf, features);
  return features.rows.map((row) => {
    const result = new Array<number>(features.block.length).fill(0);
    const { columns, values } = weighRow(row, weights, features.block);
    columns.forEach((column, k) => (result[column] = values[k]));
    return result;
  });
}

const product = (a: number[], b: number[]) => a.reduce((sum, value, c) => sum + value * b[c], 0);

describe('TF-IDF', () => {
  it('is what its definition says, of rows unseen in training as well', () => {
    const plain = unmerged(table);
    const expected = referenceTfIdf(dense(plain).slice(0, 9), dense(plain), Array.from(plain.block));
    weighted(plain, 9).forEach((row, i) =>
      row.forEach((value, c) => expect(value).toBeCloseTo(expected[i][c], 12)),
    );
  });

  it('by hand', () => {
    const row = { columns: Uint32Array.of(0, 1, 2), counts: Uint8Array.of(1, 3, 1) };
    const other = { columns: Uint32Array.of(0), counts: Uint8Array.of(1) };
    const idf = inverseDocumentFrequencies([row, other], 4);
    const rare = Math.log(3 / 2) + 1;
    expect(Array.from(idf)).toEqual([1, rare, rare, 0]);
    const kinds = { multiplicity: Uint16Array.of(1, 1, 4, 1), block: Uint8Array.of(0, 0, 1, 1) };
    const { values } = weighRow(row, columnWeights(idf, kinds), kinds.block);
    const second = rare * (1 + Math.log(3));
    expect(values[0]).toBeCloseTo(1 / Math.hypot(1, second), 12);
    expect(values[1]).toBeCloseTo(second / Math.hypot(1, second), 12);
    expect(values[2]).toBeCloseTo(1, 12);
  });

  it('refuses columns that it wasn’t told of', () => {
    const row = { columns: Uint32Array.of(5), counts: Uint8Array.of(1) };
    expect(() => weighRow(row, new Float64Array(3), new Uint8Array(3))).toThrow(
      'there is no column 5: the features have 3',
    );
  });

  it('gives merged columns the lengths and products of unmerged ones', () => {
    const [merged, plain] = [weighted(table, 18), weighted(unmerged(table), 18)];
    for (let i = 0; i < 18; i++) {
      for (let j = 0; j < 18; j++) {
        expect(product(merged[i], merged[j])).toBeCloseTo(product(plain[i], plain[j]), 12);
      }
    }
  });
});

describe('the Gram matrix', () => {
  const gramOf = (features: FeatureTable) =>
    centredGram(features.rows, inverseDocumentFrequencies(features.rows, features.block.length), features);

  const check = (features: FeatureTable) => {
    const rows = weighted(features, features.rows.length);
    const mean = rows[0].map((_, c) => rows.reduce((sum, row) => sum + row[c], 0) / rows.length);
    const centred = rows.map((row) => row.map((value, c) => value - mean[c]));
    const { entries, size } = gramOf(features);
    expect(size).toBe(rows.length);
    centred.forEach((a, i) =>
      centred.forEach((b, j) => expect(entries[i * size + j]).toBeCloseTo(product(a, b), 12)),
    );
  };

  it('holds the products of centred rows', () => check(table));

  it('does where a row has nothing in a block, and where a column is the same in all', () => {
    const rows = table.rows.slice();
    rows[3] = { columns: new Uint32Array(), counts: new Uint8Array() };
    rows[5] = { columns: rows[5].columns.slice(-3), counts: rows[5].counts.slice(-3) };
    check({ ...table, rows });
    const block = new Uint8Array(table.block.length);
    check({ ...table, rows: rows.toSpliced(3, 1), block });
  });

  it('does where most rows have the same count above 1', () => {
    const counts = [2, 2, 2, 0, 3, 2, 2, 1, 2, 255];
    const rows = counts.map((count, i) => ({
      columns: count ? Uint32Array.of(0, 1 + (i % 2)) : Uint32Array.of(1 + (i % 2)),
      counts: count ? Uint8Array.of(count, 1) : Uint8Array.of(1),
    }));
    check({
      tasks: counts.map(String),
      rows,
      multiplicity: Uint16Array.of(1, 3, 1),
      block: Uint8Array.of(0, 0, 1),
    });
  });
});
