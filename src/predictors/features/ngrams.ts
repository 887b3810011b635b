/** Called once per n-gram with its 32-bit hash. */
export type Visit = (hash: number) => void;

const basis = 0x811c9dc5;
const space = 0x20;

/** One step of FNV-1a, over a code point instead of a byte. */
function step(hash: number, codePoint: number): number {
  return Math.imul(hash ^ codePoint, 0x01000193);
}

/** The finaliser of MurmurHash3 (Appleby): FNV's low bits alone are too regular to pick a bucket by. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hashOn(hash: number, token: string): number {
  let h = hash;
  for (const character of token) h = step(h, character.codePointAt(0)!);
  return h;
}

/**
 * Word 1-2 grams as scikit-learn's vectorizers see them by default: tokens of two or more word characters
 * (`\b\w\w+\b` with Python's meaning of `\w`), and each pair of neighbours joined by a space.
 *
 * @param text in lower case
 */
export function visitWordGrams(text: string, visit: Visit): void {
  let previous: number | undefined;
  for (const token of text.match(/[\p{L}\p{N}_]{2,}/gu) ?? []) {
    const hash = hashOn(basis, token);
    visit(finish(hash));
    if (previous !== undefined) visit(finish(hashOn(step(previous, space), token)));
    previous = hash;
  }
}

// What Python's str.split() splits on; JavaScript's \s has U+FEFF instead of U+001C..1F and U+0085.
// eslint-disable-next-line no-control-regex
const whitespace = /[\p{White_Space}\x1c-\x1f]+/u;

/**
 * Character 3-5 grams inside words, as scikit-learn's `char_wb` analyzer yields them: each word has a space
 * put on either side; of a padded word no longer than n the whole is counted once, and no longer n-gram.
 *
 * @param text in lower case
 */
export function visitCharacterGrams(text: string, visit: Visit): void {
  for (const word of text.split(whitespace)) {
    if (word === '') continue;
    const padded = [space, ...Array.from(word, (character) => character.codePointAt(0)!), space];
    for (let start = 0; start + 3 <= padded.length; start++) {
      let hash = step(step(step(basis, padded[start]), padded[start + 1]), padded[start + 2]);
      visit(finish(hash));
      for (let end = start + 3; end < Math.min(start + 5, padded.length); end++) {
        hash = step(hash, padded[end]);
        visit(finish(hash));
      }
    }
  }
}
