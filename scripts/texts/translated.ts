import type { Range, Text } from './text.ts';

/** The words of a message in another language, one for each of its plural forms; undefined where there are none. */
export type Translate = (text: Text) => string[] | undefined;

/** How a language counts: the formula of its catalogue, of `n`, which gives the number of the plural form. */
export type PluralFormula = string;

/**
 * A source with its texts in another language, as it would have been written in it.
 *
 * @param texts of `textsOf`
 */
export function translated(
  source: string,
  texts: Text[],
  translate: Translate,
  plural: PluralFormula,
): string {
  return new Translation(source, texts, translate, plural).slice({ start: 0, end: source.length });
}

class Translation {
  readonly #source: string;
  readonly #texts: Text[];
  readonly #translate: Translate;
  readonly #plural: PluralFormula;

  constructor(source: string, texts: Text[], translate: Translate, plural: PluralFormula) {
    this.#source = source;
    this.#texts = texts;
    this.#translate = translate;
    this.#plural = plural;
  }

  /** A part of the source with the texts in it. */
  slice({ start, end }: Range): string {
    let written = '';
    let at = start;
    for (const text of this.#texts) {
      if (text.start < at || text.end > end) continue;
      const words = this.#translate(text);
      if (!words) continue;
      written += this.#source.slice(at, text.start) + this.#write(text, words);
      at = text.end;
    }
    return written + this.#source.slice(at, end);
  }

  #write(text: Text, words: string[]): string {
    if (text.form === 'markup') return this.#markup(text, words);
    const expression = this.#chosen(
      text,
      words.map((one) => this.#expression(text, one)),
    );
    return text.form === 'attribute' ? `{${expression}}` : expression;
  }

  #markup(text: Text, words: string[]): string {
    const forms = words.map((one) => this.#words(text, one, escapeMarkup, (part) => `{${part}}`));
    if (forms.length === 1) return forms[0];
    const form = this.#form(text);
    const branches = forms.map((one, i) => `${i ? ':else if' : '#if'} ${form} === ${i}}${one}`);
    return `{${branches.join('{')}{/if}`;
  }

  /** The expression for a message of several forms. */
  #chosen(text: Text, forms: string[]): string {
    if (forms.length === 1) return forms[0];
    const branches = forms.slice(0, -1).map((one, i) => `${this.#form(text)} === ${i} ? ${one} : `);
    return `(${branches.join('')}${forms.at(-1)})`;
  }

  /** The number of the form that a message takes for its count. */
  #form(text: Text): string {
    return `Number(((n) => ${this.#plural})(${this.slice(text.plural!.count)}))`;
  }

  #expression(text: Text, words: string): string {
    const inner = this.#words(
      text,
      text.before + words + text.after,
      escapeTemplate,
      (part) => `\${${part}}`,
    );
    return `\`${inner}\``;
  }

  /** The words of a message with its expressions and tags, as the source has them. */
  #words(
    text: Text,
    words: string,
    escape: (text: string) => string,
    wrap: (part: string) => string,
  ): string {
    return words
      .split(/(\{\d+\}|<\/?\d+\/?>)/)
      .map((piece, i) => {
        if (i % 2 === 0) return escape(piece);
        const number = Number(/\d+/.exec(piece)![0]);
        if (piece.startsWith('{')) return wrap(this.slice(text.parts[number]));
        const { open, close } = text.tags[number];
        return this.slice(piece.startsWith('</') ? close! : open);
      })
      .join('');
  }
}

/** Text as markup: Svelte's braces, too, begin something else there. */
function escapeMarkup(text: string): string {
  const special: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '{': '&#123;',
    '}': '&#125;',
  };
  return text.replace(/[&<>{}]/g, (character) => special[character]).replaceAll('\u00a0', '&nbsp;');
}

/** Text within a template literal, which a component's script may hold. */
function escapeTemplate(text: string): string {
  return text.replace(/[\\`]|\$(?=\{)/g, '\\$&').replaceAll('</', '<\\/');
}

/** What is wrong with the words for a message, if something is. */
export function problemOf(text: Pick<Text, 'id' | 'plural'>, words: string): string | undefined {
  const markers = (message: string) => (message.match(/\{\d+\}|<\/?\d+\/?>/g) ?? []).toSorted();
  const known = new Set([...markers(text.id), ...markers(text.plural?.id ?? '')]);
  const found = markers(words);
  const unknown = found.find((marker) => !known.has(marker));
  if (unknown) return `has ${unknown}, which the English hasn’t`;
  // A form for one may leave its number out.
  const needed = text.plural ? [] : markers(text.id);
  const missing = needed.find((marker) => !found.includes(marker));
  if (missing) return `lacks ${missing}`;
  return isNested(words) ? undefined : 'has tags that don’t close each other';
}

function isNested(words: string): boolean {
  const open: string[] = [];
  for (const [, slash, number] of words.matchAll(/<(\/?)(\d+)>/g)) {
    if (!slash) open.push(number);
    else if (open.pop() !== number) return false;
  }
  return open.length === 0;
}
