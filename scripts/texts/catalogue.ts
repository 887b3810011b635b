import PO from 'pofile';
import type { Range, Text } from './text.ts';

/** The language of the source. */
export const sourceLocale = 'en';

/** A text of the source and the file that it is in. */
export interface Found {
  file: string;
  source: string;
  text: Text;
}

/** A message with all places that have it. */
interface Entry {
  id: string;
  plural?: string;
  files: Set<string>;
  notes: string[];
}

/** English plurals, for a catalogue that doesn't say its own. */
const englishPlurals = 'nplurals=2; plural=(n != 1);';

/** The catalogue of the source: every message once, as `messages` finds it, without words for it. */
export function catalogueOf(found: Found[]): string {
  const catalogue = new PO();
  catalogue.comments = [
    'All English texts of the app, taken from its source by `npm run texts`: change them there.',
    'For another language copy this file to <language>.po beside it, set Language and Plural-Forms, and fill msgstr.',
    '{0} is a number or a name, told above it; <0>…</0> goes around the same words, <0/> stands where it stands.',
  ];
  catalogue.headers = { ...headers(sourceLocale, englishPlurals) };
  catalogue.items = entriesOf(found).map((entry) => itemOf(entry, []));
  return `${catalogue}\n`;
}

/**
 * A language's catalogue brought up to the source: what is translated stays, what is new waits for its words, and what
 * the source no longer says is kept at the end as obsolete.
 */
export function updated(translation: string, found: Found[]): string {
  const catalogue = PO.parse(translation);
  const before = new Map(catalogue.items.map((item) => [keyOf(item.msgid, item.msgid_plural), item]));
  catalogue.items = entriesOf(found).map((entry) => {
    const key = keyOf(entry.id, entry.plural);
    const item = before.get(key);
    before.delete(key);
    const renewed = itemOf(entry, item?.msgstr ?? []);
    if (item) Object.assign(renewed, { comments: item.comments, flags: item.flags });
    return renewed;
  });
  const gone = [...before.values()].filter(({ msgstr }) => msgstr.some(Boolean));
  for (const item of gone) Object.assign(item, { obsolete: true, references: [], extractedComments: [] });
  catalogue.items.push(...gone);
  return `${catalogue}\n`;
}

/** The words that a catalogue has for the source's messages. */
export class Words {
  readonly locale: string;
  /** The number of the plural form for `n`, in the operators that C and JavaScript share. */
  readonly plural: string;
  readonly #items = new Map<string, string[]>();

  constructor(catalogue: string) {
    const { headers, items } = PO.parse(catalogue);
    this.locale = headers.Language ?? '';
    this.plural = /plural=([^;]+)/.exec(headers['Plural-Forms'] ?? englishPlurals)?.[1].trim() ?? '';
    if (!/^[n\d\s()=<>!&|?:%]+$/.test(this.plural)) {
      throw new Error(`Plural-Forms of ${this.locale}: expected a formula of n, got “${this.plural}”`);
    }
    for (const { msgid, msgid_plural, msgstr, obsolete, flags } of items) {
      if (obsolete || flags.fuzzy || !msgstr.every(Boolean)) continue;
      this.#items.set(keyOf(msgid, msgid_plural), msgstr);
      if (msgid_plural && !this.#items.has(msgid)) this.#items.set(msgid, msgstr.slice(0, 1));
    }
  }

  /** The words for a message, one for each plural form; undefined where it isn't translated. */
  of({ id, plural }: { id: string; plural?: { id: string } }): string[] | undefined {
    return this.#items.get(keyOf(id, plural?.id));
  }
}

const keyOf = (id: string, plural?: string) => (plural ? `${id}\0${plural}` : id);

function headers(locale: string, plurals: string) {
  return {
    Language: locale,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    'Plural-Forms': plurals,
  };
}

/** Every message once, in the order of the files and of their texts. */
function entriesOf(found: Found[]): Entry[] {
  const entries = new Map<string, Entry>();
  const plurals = new Map(
    found
      .filter(({ text }) => text.plural)
      .map(({ text }) => [text.id, text.plural!.id] as const)
      .toReversed(),
  );
  for (const { file, source, text } of found) {
    // In gettext a message for one is also that of the singular alone.
    const plural = text.plural?.id ?? plurals.get(text.id);
    const key = keyOf(text.id, plural);
    const entry = entries.get(key) ?? { id: text.id, plural, files: new Set(), notes: notesOf(text, source) };
    entry.files.add(file);
    entries.set(key, entry);
  }
  return [...entries.values()];
}

function itemOf({ id, plural, files, notes }: Entry, words: string[]): InstanceType<typeof PO.Item> {
  const item = new PO.Item();
  item.msgid = id;
  item.references = [...files].sort();
  item.extractedComments = notes;
  item.msgstr = words.length ? words : [''];
  if (plural) Object.assign(item, { msgid_plural: plural, msgstr: words.length ? words : ['', ''] });
  return item;
}

/** What stands in a text, to whoever translates it. */
function notesOf({ parts, tags }: Text, source: string): string[] {
  const shown = ({ start, end }: Range) => source.slice(start, end).replace(/\s+/g, ' ').slice(0, 100);
  return [
    ...parts.map((part, i) => `{${i}}: ${shown(part)}`),
    ...tags.map(({ open, close }, i) => `<${i}>: ${close ? /[\w.]+/.exec(shown(open))?.[0] : shown(open)}`),
  ];
}
