import { describe, expect, it } from 'vitest';
import { blockBuckets, hashedCounts } from '../../../src/predictors/features/hashing';
import {
  codePointsOf,
  hashCharacterGrams,
  hashOf,
  hashWordGrams,
  mostGrams,
} from '../../../src/predictors/features/ngrams';
import { textOf } from '../../../src/predictors/features/text';

type Hasher = (codes: Uint32Array, hashes: Uint32Array) => number;

/** The hashes of a text's n-grams, sorted. */
function hashesOf(hasher: Hasher, text: string): number[] {
  const codes = codePointsOf(text);
  const hashes = new Uint32Array(mostGrams(codes.length));
  const written = hasher(codes, hashes);
  expect(written).toBeLessThanOrEqual(hashes.length);
  return Array.from(hashes.slice(0, written)).sort();
}

const hashesOfGrams = (grams: string[]) => grams.map(hashOf).sort();

describe('word n-grams', () => {
  // What scikit-learn's CountVectorizer(ngram_range=(1, 2)) makes of these, n-grams divided by "|".
  it.each([
    ['one two', 'one|two|one two'],
    ['a bc d ef', 'bc|ef|bc ef'],
    ['snake_case x2 (3, 10)', 'snake_case|x2|10|snake_case x2|x2 10'],
    ['naïve, été 数字\u0661\u0662', 'naïve|été|数字١٢|naïve été|été 数字١٢'],
    ['it’s', 'it'],
    ['same same same', 'same|same|same|same same|same same'],
    ['', ''],
  ])('of %j', (text, grams) => {
    expect(hashesOf(hashWordGrams, text)).toEqual(hashesOfGrams(grams === '' ? [] : grams.split('|')));
  });
});

describe('character n-grams', () => {
  // What scikit-learn's CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)) makes of these.
  it.each([
    ['a', ' a '],
    ['ab', ' ab|ab | ab '],
    ['abc', ' ab|abc|bc | abc|abc | abc '],
    ['abcd', ' ab|abc|bcd|cd | abc|abcd|bcd | abcd|abcd '],
    ['  a\t\r\n\u00a0b\u3000', ' a | b '],
    ['a\u001cb', ' a | b '],
    ['\ufeffa', ' \ufeffa|\ufeffa | \ufeffa '],
    ['😀', ' 😀 '],
    ['f(x)', ' f(|f(x|(x)|x) | f(x|f(x)|(x) | f(x)|f(x) '],
    ['   ', ''],
  ])('of %j', (text, grams) => {
    expect(hashesOf(hashCharacterGrams, text)).toEqual(hashesOfGrams(grams === '' ? [] : grams.split('|')));
  });
});

describe('hashed counts', () => {
  const bucketOf = (gram: string, block: number) =>
    (hashOf(gram) % blockBuckets) + (block === 0 ? 0 : blockBuckets);

  it('count each n-gram in its block', () => {
    const { columns, counts } = hashedCounts('To be OR to be');
    const words = ['to', 'be', 'or', 'to be', 'be or', 'or to'].map((gram) => bucketOf(gram, 0));
    expect(Array.from(columns).filter((column) => column < blockBuckets)).toEqual(
      words.sort((a, b) => a - b),
    );
    const countOf = (bucket: number) => counts[columns.indexOf(bucket)];
    expect(countOf(bucketOf('to be', 0))).toBe(2);
    expect(countOf(bucketOf('be or', 0))).toBe(1);
    expect(countOf(bucketOf(' be ', 1))).toBe(2);
    expect(Array.from(columns)).toEqual(Array.from(columns).sort((a, b) => a - b));
  });

  it('stop at 255', () => {
    const { columns, counts } = hashedCounts('again '.repeat(300));
    expect(counts[columns.indexOf(bucketOf('again', 0))]).toBe(255);
    expect(hashedCounts('again '.repeat(254)).counts[columns.indexOf(bucketOf('again', 0))]).toBe(254);
  });

  it('don’t see what kind of space divides words', () => {
    const tests = ['assert f(1) == 2', 'assert f(2) == 3'];
    const text = textOf('Write a function.', tests);
    expect(text).toBe('Write a function.\nassert f(1) == 2\nassert f(2) == 3');
    expect(hashedCounts(text.replaceAll('\n', '\r\n\t'))).toEqual(hashedCounts(text));
  });
});
