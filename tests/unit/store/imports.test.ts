import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { importMany } from '../../support/imports';

it('refuses each of 50 mutated files in clear words, or imports it as it stands', async () => {
  const tally = await importMany(50);
  const all = Object.values(tally).flatMap(({ refused, imported }) => [refused, imported]);
  expect(all.reduce((sum, count) => sum + count)).toBe(50);
  // Both kinds of end were reached.
  expect(tally.bundle.refused).toBeGreaterThan(5);
  expect(tally.bundle.imported).toBeGreaterThan(2);
});
