import { ConditionError } from './condition-error';
import type { Place } from './expression';

export type Token = Place &
  (
    | { kind: 'number'; text: string }
    | { kind: 'name'; letter: 'x' | 'm'; index: number | null; text: string }
    | { kind: 'word' | 'symbol'; text: string }
    | { kind: 'end'; text: '' }
  );

const longest = 1000;
const pattern =
  /\s+|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<name>[xm]\d*(?![a-z\d_]))|(?<word>[a-z_][a-z\d_]*)|(?<symbol>==|!=|>=|<=|[><=+\-*/()≥≤≠])/iy;
const written: Record<string, string> = { '≥': '>=', '≤': '<=', '≠': '!=', '=': '==' };

/**
 * Splits the text of a condition.
 *
 * @returns its tokens, ended by one of kind "end"
 * @throws ConditionError at the first character that no condition has, or where the text is too long
 */
export function tokensOf(text: string): Token[] {
  if (text.length > longest) {
    throw new ConditionError(`expected at most ${longest} characters, got ${text.length}`, {
      start: longest,
      end: text.length,
    });
  }
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  let start = 0;
  while (start < text.length) {
    const match = pattern.exec(text);
    if (!match) {
      const character = String.fromCodePoint(text.codePointAt(start)!);
      throw new ConditionError(
        `expected a number, M, x1, an operator or a bracket, got “${character}”`,
        placeOf(start, character),
      );
    }
    const { number, name, word, symbol } = match.groups!;
    const place = placeOf(start, match[0]);
    if (number) tokens.push({ kind: 'number', text: number, ...place });
    else if (name) {
      const index = name.length > 1 ? Number(name.slice(1)) : null;
      tokens.push({
        kind: 'name',
        letter: name[0].toLowerCase() as 'x' | 'm',
        index,
        text: name,
        ...place,
      });
    } else if (word) tokens.push({ kind: 'word', text: word.toLowerCase(), ...place });
    else if (symbol) tokens.push({ kind: 'symbol', text: written[symbol] ?? symbol, ...place });
    start = pattern.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', start, end: start });
  return tokens;
}

const placeOf = (start: number, text: string): Place => ({ start, end: start + text.length });
