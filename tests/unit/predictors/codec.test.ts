import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/core/random';
import { decodeFeatureTable, encodeFeatureTable } from '../../../src/predictors/features/codec';
import { inventedTable } from './invented';

const table = inventedTable(randomStream(2, 'codec'), 25);
const bytes = encodeFeatureTable(table);

describe('the feature file', () => {
  it('gives back the table, compressed or not', async () => {
    expect(await decodeFeatureTable(bytes)).toEqual(table);
    expect(await decodeFeatureTable(new Uint8Array(gzipSync(bytes)))).toEqual(table);
  });

  it('holds counts to 255, many rows, odd ids, and no rows at all', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({
      columns: Uint32Array.of(0, 1),
      counts: Uint8Array.of(1 + (i % 255), 255),
    }));
    const tasks = rows.map((_, i) => `täsk "${i}"`);
    const large = { tasks, rows, multiplicity: Uint16Array.of(65535, 1), block: Uint8Array.of(0, 1) };
    expect(await decodeFeatureTable(encodeFeatureTable(large))).toEqual(large);
    const none = { tasks: [], rows: [], multiplicity: new Uint16Array(), block: new Uint8Array() };
    expect(await decodeFeatureTable(encodeFeatureTable(none))).toEqual(none);
  });

  it('refuses bytes that end early, go on too long, or are another file', async () => {
    for (let length = 0; length < bytes.length; length += length < 200 ? 1 : 97) {
      await expect(decodeFeatureTable(bytes.slice(0, length))).rejects.toThrow('this is not a feature table');
    }
    await expect(decodeFeatureTable(Uint8Array.of(...bytes, 0))).rejects.toThrow('1 bytes are left over');
    const page = new TextEncoder().encode('<!doctype html><title>404</title>');
    await expect(decodeFeatureTable(page)).rejects.toThrow('this is not a feature table');
  });

  it('refuses damaged compression', async () => {
    const compressed = new Uint8Array(gzipSync(bytes));
    await expect(decodeFeatureTable(compressed.slice(0, -20))).rejects.toThrow('this is not a feature table');
    compressed[40] ^= 255;
    await expect(decodeFeatureTable(compressed)).rejects.toThrow('this is not a feature table');
  });

  it('never gives a table with rows or counts out of range, whatever byte is changed', async () => {
    const random = randomStream(3, 'damage');
    for (let i = 0; i < 300; i++) {
      const damaged = bytes.slice();
      damaged[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      const read = await decodeFeatureTable(damaged).catch((error: Error) => error.message);
      if (typeof read === 'string') expect(read).toContain('this is not a feature table');
      else {
        expect(read.rows).toHaveLength(read.tasks.length);
        for (const { columns, counts } of read.rows) {
          expect(Math.min(1, ...counts)).toBe(1);
          expect(Math.max(-1, ...columns)).toBeLessThan(read.block.length);
        }
      }
    }
  });

  it('is only made of tables in canonical order', () => {
    const last = table.block.length - 1;
    const swapped = table.rows.map(({ columns, counts }) => ({
      columns: columns.map((column) => last - column).reverse(),
      counts: counts.toReversed(),
    }));
    expect(() => encodeFeatureTable({ ...table, rows: swapped })).toThrow(RangeError);
    const block = table.block.toReversed();
    expect(() => encodeFeatureTable({ ...table, block })).toThrow('the blocks of the table are not in order');
  });
});
