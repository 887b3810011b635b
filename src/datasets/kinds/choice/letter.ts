import { announced, boxed, withoutMarkup } from '../answer-text';

/** Cyrillic and Greek letters that look like Latin ones, as some keyboards and models write them. */
const lookalikes: Record<string, string> = { А: 'A', Α: 'A', В: 'B', Β: 'B', С: 'C', Ε: 'E', Е: 'E' };

const plain = (text: string) =>
  withoutMarkup(text)
    .normalize('NFKC')
    .replace(/[АΑВΒСΕЕ](?!\p{L})/gu, (letter) => lookalikes[letter]);

const words = (text: string) =>
  plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The letter that a text begins with, as an answer does: "B", "(B)", "b) …", "B. …", "option B". */
function leading(text: string, letters: string): string | undefined {
  const pattern = new RegExp(
    `^\\W*(?:(?:option|choice|letter|answer)\\s+)?[(\\["']?([${letters}])(?:[)\\].:,"'–-]|\\s*$|\\s+(?=is\\b|because\\b|as\\b|since\\b|and\\b|or\\b|\\())`,
    'i',
  );
  const [whole = '', letter] = pattern.exec(text) ?? [];
  if (!letter) return undefined;
  const rest = text.slice(whole.length);
  // "A or B" and "B and C" are no answer.
  if (new RegExp(`^\\s*(?:and|or|,|/)\\s*[(\\["']?[${letters}]\\b(?!\\s+\\p{Ll})`, 'u').test(rest))
    return undefined;
  return letter.toUpperCase();
}

/**
 * The letter that an answer chooses.
 *
 * @param choices the texts of A, B and so on, where the answer may repeat one in place of its letter
 * @param isStrict only a letter alone, or after "Answer:"
 * @returns undefined where none is chosen, or more than one
 */
export function chosenLetter(
  said: string,
  choices: readonly string[],
  isStrict: boolean,
): string | undefined {
  const letters = choices.map((_, k) => String.fromCharCode(65 + k)).join('');
  const inBox = boxed(said);
  if (inBox !== undefined) return leading(plain(inBox), letters);
  const text = plain(said).trim();
  const marked = announced(text);
  const spoken = marked === undefined ? undefined : (leading(marked, letters) ?? repeated(marked, choices));
  if (spoken) return spoken;
  if (isStrict) return text.length <= 4 ? leading(text, letters) : undefined;
  const lines = text.split('\n').filter((line) => line.trim());
  // The first or the last line, as models put it before or after their reasons.
  const [first, last] = [leading(lines[0] ?? '', letters), leading(lines.at(-1) ?? '', letters)];
  if (lines.length > 1 && first && last && first !== last) {
    // All the options gone through, one a line, tell nothing.
    const gone = new Set(lines.map((line) => leading(line, letters)).filter(Boolean));
    return gone.size > 2 ? undefined : last;
  }
  if (first ?? last) return first ?? last;
  const picks = [
    ...text.matchAll(
      new RegExp(`\\b(?:option|choice|choose|pick|select|go with)\\s+[(\\["']?([${letters}])\\b`, 'gi'),
    ),
  ];
  if (picks.length > 0) return picks.at(-1)![1].toUpperCase();
  const inBrackets = new Set(
    [...text.matchAll(new RegExp(`\\(([${letters}])\\)`, 'g'))].map(([, letter]) => letter),
  );
  if (inBrackets.size === 1) return [...inBrackets][0];
  return repeated(text, choices) ?? alone(text, letters);
}

/** The letter of the one choice whose text an answer repeats. */
function repeated(said: string, choices: readonly string[]): string | undefined {
  const all = ` ${words(said)} `;
  const named = choices.map((choice, k) => ({ k, text: words(choice) })).filter(({ text }) => text);
  const found = named.filter(({ text }) => all.includes(` ${text} `));
  // "right" stands within "not right": the longest counts.
  const longest = found.filter(({ k, text }) =>
    found.every((other) => other.k === k || !` ${other.text} `.includes(` ${text} `)),
  );
  return longest.length === 1 ? String.fromCharCode(65 + longest[0].k) : undefined;
}

/** The one letter that stands alone; "A" before a word is an article. */
function alone(text: string, letters: string): string | undefined {
  const found = new Set(
    [...text.matchAll(new RegExp(`(?<![\\p{L}\\d'’])([${letters}])(?![\\p{L}\\d'’])`, 'gu'))]
      .filter(
        ({ 0: letter, index }) =>
          letter !== 'A' || !/^\s+(?!(?:and|or)\s)\p{Ll}/u.test(text.slice(index + 1)),
      )
      .map(([, letter]) => letter),
  );
  return found.size === 1 ? [...found][0] : undefined;
}
