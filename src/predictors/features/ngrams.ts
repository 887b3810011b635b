// Hashes of n-grams. An n-gram's hash is FNV-1a over its code points, so that a longer one's goes on from a
// shorter one's, and MurmurHash3's finaliser (Appleby) over that: FNV's low bits alone are too regular to pick a
// bucket by.

const basis = 0x811c9dc5;
const space = 0x20;

function step(hash: number, codePoint: number): number {
  return Math.imul(hash ^ codePoint, 0x01000193);
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The hash of one n-gram. */
export function hashOf(gram: string): number {
  return finish(codePointsOf(gram).reduce(step, basis));
}

export function codePointsOf(text: string): Uint32Array {
  const codes = new Uint32Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; length++) {
    codes[length] = text.codePointAt(i)!;
    i += codes[length] > 0xffff ? 2 : 1;
  }
  return codes.subarray(0, length);
}

/** Whether a code point is of a kind, by a pattern that is asked but once for each of the common ones. */
function kindOf(pattern: RegExp): (code: number) => boolean {
  const matches = (code: number) => pattern.test(String.fromCodePoint(code));
  const common = Uint8Array.from({ length: 128 }, (_, code) => Number(matches(code)));
  return (code) => (code < 128 ? common[code] === 1 : matches(code));
}

/** Python's \w. */
const isWord = kindOf(/[\p{L}\p{N}_]/u);

/** What Python's str.split() splits on; JavaScript's \s has U+FEFF instead of U+001C..1F and U+0085. */
// eslint-disable-next-line no-control-regex
const isSpace = kindOf(/[\p{White_Space}\x1c-\x1f]/u);

/** More n-grams than this there can't be in so many code points, words and characters together. */
export function mostGrams(codePoints: number): number {
  // A token of at least two has one word 1-gram and one 2-gram, a word of w at most 3 w character n-grams.
  return 4 * codePoints;
}

/**
 * Word 1-2 grams as scikit-learn's vectorizers see them by default: tokens of two or more word characters
 * (`\b\w\w+\b`), and each two neighbours joined by a space.
 *
 * @param codes of the text in lower case
 * @param hashes where the n-grams' hashes are written to
 * @returns how many were written
 */
export function hashWordGrams(codes: Uint32Array, hashes: Uint32Array): number {
  let written = 0;
  let previous: number | undefined;
  for (let start = 0; start < codes.length; start++) {
    let end = start;
    let hash = basis;
    for (; end < codes.length && isWord(codes[end]); end++) hash = step(hash, codes[end]);
    if (end - start >= 2) {
      hashes[written++] = finish(hash);
      if (previous !== undefined) {
        let pair = step(previous, space);
        for (let i = start; i < end; i++) pair = step(pair, codes[i]);
        hashes[written++] = finish(pair);
      }
      previous = hash;
    }
    start = end;
  }
  return written;
}

/**
 * Character 3-5 grams inside words, as scikit-learn's `char_wb` analyzer yields them: each word has a space put
 * on either side; where that is no longer than n, it is counted once as a whole, and no longer n-gram.
 *
 * @param codes of the text in lower case
 * @param hashes where the n-grams' hashes are written to
 * @returns how many were written
 */
export function hashCharacterGrams(codes: Uint32Array, hashes: Uint32Array): number {
  let written = 0;
  for (let start = 0; start < codes.length; start++) {
    let end = start;
    while (end < codes.length && !isSpace(codes[end])) end++;
    // One place before the word and one behind it are the spaces.
    const at = (i: number) => (i < start || i >= end ? space : codes[i]);
    for (let i = start - 1; end > start && i + 3 <= end + 1; i++) {
      let hash = step(step(step(basis, at(i)), at(i + 1)), at(i + 2));
      hashes[written++] = finish(hash);
      for (let next = i + 3; next < i + 5 && next <= end; next++) {
        hash = step(hash, at(next));
        hashes[written++] = finish(hash);
      }
    }
    start = end;
  }
  return written;
}
