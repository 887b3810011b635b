/** How GPT-2's byte-level vocabularies spell each byte: printable ones as themselves, others from U+0100 on. */
const spelling: string[] = (() => {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(printable(byte) ? byte : 256 + moved++),
  );
})();

const spell = (text: string): string => [...Buffer.from(text)].map((byte) => spelling[byte]).join('');

/** The vocabulary of a table model: the 256 bytes, the pieces of its texts, and marks of a conversation. */
export interface Vocabulary {
  /** By token. */
  pieces: string[];
  /** Each text as its own tokens: no token occurs twice, in one text or in two. */
  chains: number[][];
  /** Tokens that no text can spell. */
  marks: { start: number; end: number; text: number };
}

/**
 * Cuts texts into pieces none of which occurs twice, so that a table from token to next token can tell where in
 * which text it is.
 */
export function makeVocabulary(texts: string[]): Vocabulary {
  const tokens = new Map(spelling.map((piece, byte) => [piece, byte]));
  const chains = texts.map((text) =>
    cut(text, tokens).map((piece) => {
      tokens.set(piece, tokens.size);
      return tokens.size - 1;
    }),
  );
  const first = tokens.size;
  return {
    pieces: [...tokens.keys(), '<|im_start|>', '<|im_end|>', '<|endoftext|>'],
    chains,
    marks: { start: first, end: first + 1, text: first + 2 },
  };
}

function cut(text: string, taken: Map<string, number>): string[] {
  const pieces: string[] = [];
  const isNew = (piece: string) => !taken.has(piece) && !pieces.includes(piece);
  for (let at = 0; at < text.length;) {
    let length = 3;
    while (at + length < text.length && !isNew(spell(text.slice(at, at + length)))) length += 1;
    // No rest too short to be new.
    if (text.length - at - length < 8) length = text.length - at;
    const piece = spell(text.slice(at, at + length));
    if (!isNew(piece)) throw new Error(`“${text.slice(at)}” can’t be told from what stands before it.`);
    pieces.push(piece);
    at += length;
  }
  return pieces;
}
