// `npm run texts`: brings the catalogues up to the source.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { catalogueOf, sourceLocale, updated, Words } from './catalogue.ts';
import { catalogueFile, locales, localesFolder, readCatalogue } from './locales.ts';
import { allTexts } from './source.ts';

const found = allTexts(process.cwd());
mkdirSync(localesFolder, { recursive: true });
for (const locale of locales()) {
  const file = catalogueFile(locale);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = locale === sourceLocale ? catalogueOf(found) : updated(before, found);
  if (after !== before) writeFileSync(file, after);
  const words = new Words(readCatalogue(locale));
  const missing = new Set(
    found
      .map(({ text }) => text)
      .filter((text) => !words.of(text))
      .map(({ id }) => id),
  );
  const messages = new Set(found.map(({ text }) => text.id)).size;
  const state = locale === sourceLocale ? '' : `, ${missing.size} without words`;
  console.log(`${locale}: ${messages} messages${state}${after === before ? '' : ' (written)'}`);
}
