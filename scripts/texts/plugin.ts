import type { Plugin } from 'vite';
import { sourceLocale, Words } from './catalogue.ts';
import { catalogueFile, locales, readCatalogue } from './locales.ts';
import { mayHaveTexts } from './rules.ts';
import { fileOf, textsOf } from './source.ts';
import { problemOf, translated } from './translated.ts';

/** What the page that is built is written in, and the words of its own files: English, or a language of a catalogue. */
export class Language {
  readonly locale: string;
  readonly #words?: Words;

  constructor(locale: string) {
    this.locale = locale;
    if (locale !== sourceLocale) this.#words = new Words(readCatalogue(locale));
  }

  get isSource(): boolean {
    return !this.#words;
  }

  /** A sentence of the source in this language. */
  say(sentence: string): string {
    return this.#words?.of({ id: sentence })?.[0] ?? sentence;
  }

  /**
   * A source file in this language.
   *
   * @throws where the words for a message don’t have in them what it has
   */
  translate(source: string, file: string): string {
    const words = this.#words;
    if (!words) return source;
    return translated(
      source,
      textsOf(source, file),
      (text) => {
        const found = words.of(text);
        const problem = found?.map((one) => problemOf(text, one)).find(Boolean);
        if (problem) throw new Error(`${catalogueFile(this.locale)}: the text for “${text.id}” ${problem}.`);
        return found;
      },
      words.plural,
    );
  }
}

/**
 * Writes the sources in another language before anything else reads them, so that no page carries more than one, and
 * the English one nothing for this. Workers need it, too.
 */
export function texts(language: Language, root: string): Plugin {
  return {
    name: 'complexitynet-texts',
    enforce: 'pre',
    apply: () => !language.isSource,
    transform(code, id) {
      const [path, query = ''] = id.split('?');
      const file = fileOf(path, root);
      // A part of a component, or a file as it is, is asked for with a query; a worker is, too, and is code.
      if (query && !query.startsWith('worker')) return undefined;
      if (!file.startsWith('src/') || !mayHaveTexts(file)) return undefined;
      return { code: language.translate(code, file), map: null };
    },
  };
}

/** Says in the page itself what language it is in, and which others there are beside it. */
export function pageLanguage(language: Language): Plugin {
  return {
    name: 'complexitynet-page-language',
    transformIndexHtml(html) {
      const all = locales();
      const others = all.length > 1 ? ` data-locales="${all.join(' ')}"` : '';
      return html
        .replace('<html lang="en">', `<html lang="${language.locale}"${others}>`)
        .replace(/(?<=<meta\s+name="description"\s+content=")[^"]+/, (words) => language.say(words));
    },
  };
}
