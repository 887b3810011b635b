import {
  codePointsOf,
  hashCharacterGrams,
  hashOf,
  hashWordGrams,
  mostGrams,
} from '../../../src/predictors/features/ngrams';
import type { Peer } from './peer';

// Where Python and JavaScript might disagree: on case, on what a word is, on what a space is.
const odd = [
  'Ünïcode ÉTÉ İstanbul ΣΑΣ ẞ naïve cafe\u0301 x²½ ⅷ 数字 ٣٤ 😀 𝒳𝒴 a\u00a0b\u0085c\u001cd\ufeffe\u200bf\u3000g',
  '_a __ a_b 1 22 a-b.c it’s f(x)==[1, 2]\r\n\tassert\u2028end',
  '',
  '   ',
];

type Hasher = (codes: Uint32Array, hashes: Uint32Array) => number;

function sortedHashes(hasher: Hasher, text: string): Uint32Array {
  const codes = codePointsOf(text.toLowerCase());
  const hashes = new Uint32Array(mostGrams(codes.length));
  return hashes.slice(0, hasher(codes, hashes)).sort();
}

/**
 * How many n-grams of the texts, and of some odd ones, both see alike.
 *
 * @throws Error where they see a text otherwise
 */
export async function countSameGrams(peer: Peer, texts: string[]): Promise<number> {
  const all = [...texts, ...odd];
  const { words, characters } = await peer.analyse(all);
  let count = 0;
  all.forEach((text, i) => {
    for (const [hasher, grams] of [
      [hashWordGrams, words[i]],
      [hashCharacterGrams, characters[i]],
    ] as const) {
      const expected = Uint32Array.from(grams, hashOf).sort();
      if (expected.join() !== sortedHashes(hasher, text).join()) {
        throw new Error(`${hasher.name} and scikit-learn see ${JSON.stringify(text)} otherwise`);
      }
      count += grams.length;
    }
  });
  return count;
}
