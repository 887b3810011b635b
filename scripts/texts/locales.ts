import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceLocale } from './catalogue.ts';

/** Where the catalogues are: one file a language. Another folder is for tests. */
export const localesFolder = process.env.COMPLEXITYNET_LOCALES ?? 'src/locales';

/** The languages that there is a catalogue of, English first. */
export function locales(folder = localesFolder): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const found = names.filter((name) => name.endsWith('.po')).map((name) => name.slice(0, -'.po'.length));
  return [sourceLocale, ...found.filter((locale) => locale !== sourceLocale).sort()];
}

/** The catalogue of a language. */
export const catalogueFile = (locale: string, folder = localesFolder) => join(folder, `${locale}.po`);

export const readCatalogue = (locale: string, folder?: string) =>
  readFileSync(catalogueFile(locale, folder), 'utf8');
