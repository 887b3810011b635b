export interface Token {
  kind: 'name' | 'number' | 'string' | 'operator';
  text: string;
  /** Index in the source of the first character. */
  start: number;
}

const quoted = [
  String.raw`"""(?:\\[^]|[^\\])*?(?:"""|$)`,
  String.raw`'''(?:\\[^]|[^\\])*?(?:'''|$)`,
  String.raw`"(?:\\[^]|[^"\\\n])*"?`,
  String.raw`'(?:\\[^]|[^'\\\n])*'?`,
].join('|');

const parts = [
  String.raw`(?<space>\s+|\\\r?\n|#[^\n]*)`,
  String.raw`(?<string>[rRbBuUfF]{0,2}(?:${quoted}))`,
  String.raw`(?<number>\.?\d(?:[eE][+-]?\d|[\w.])*)`,
  String.raw`(?<name>[\p{L}_][\p{L}\p{N}_]*)`,
  String.raw`(?<operator>\*\*|//|[=!<>:]=|->|[^])`,
];
const pattern = new RegExp(parts.join('|'), 'guy');

/**
 * The tokens of Python source, without spaces, line ends and comments. What isn't Python gives tokens, too:
 * a string that never ends goes on to the end of its line, or of the source where it is a long one.
 */
export function tokenize(source: string): Token[] {
  return [...source.matchAll(pattern)].flatMap(({ 0: text, index: start, groups }) => {
    const kind = (['string', 'number', 'name', 'operator'] as const).find((name) => groups![name]);
    return kind ? [{ kind, text, start }] : [];
  });
}
