import { expect, it } from 'vitest';
import { hasKnownPrice } from '../../../src/lab/live-model';
import { unpricedWords } from '../../../src/ui/live/words';
import { inPage, remote } from '../../support/live-runs';

it('does not take a server’s model without a price for one that costs nothing', () => {
  const unpriced = { ...remote('large', 100), price: undefined };
  expect([remote('small', 1), inPage('mid', 10), unpriced].map(hasKnownPrice)).toEqual([true, true, false]);
  expect(unpricedWords([remote('small', 1), inPage('mid', 10)])).toBe('');
  expect(unpricedWords([remote('small', 1), unpriced])).toBe(
    'Price not known: large. What it costs is not counted, and no budget holds it back.',
  );
});
