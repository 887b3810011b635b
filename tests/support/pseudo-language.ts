import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import PO from 'pofile';
import { catalogueFile, readCatalogue } from '../../scripts/texts/locales';

/** A language that nobody speaks: English in brackets, so that a text which isn't translated stands out. */
export const pseudoLanguage = 'en-XA';

/** The brackets around every text in it. */
export const [opening, closing] = ['⟦', '⟧'];

/**
 * The built app with that language beside its English, in a folder of its own. The English files are those of `dist`.
 *
 * @returns the folder, and how to delete it
 */
export function buildPseudoLanguage(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'complexitynet-languages-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const [locales, site] = [join(folder, 'locales'), join(folder, 'site')];
    for (const one of [locales, site]) mkdirSync(one);
    writeFileSync(catalogueFile('en', locales), readCatalogue('en'));
    writeFileSync(catalogueFile(pseudoLanguage, locales), bracketed(readCatalogue('en')));
    build(join(site, pseudoLanguage), locales);
    for (const name of readdirSync('dist')) {
      if (name !== 'index.html') symlinkSync(resolve('dist', name), join(site, name));
    }
    const page = readFileSync('dist/index.html', 'utf8');
    writeFileSync(
      join(site, 'index.html'),
      page.replace('<html lang="en"', `$& data-locales="en ${pseudoLanguage}"`),
    );
    return { folder: site, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A catalogue in which the words for each text are the text itself, in brackets. */
function bracketed(catalogue: string): string {
  const po = PO.parse(catalogue);
  po.headers.Language = pseudoLanguage;
  for (const item of po.items) {
    const forms = item.msgid_plural ? [item.msgid, item.msgid_plural] : [item.msgid];
    item.msgstr = forms.map((words) => opening + words + closing);
  }
  return String(po);
}

function build(outDir: string, locales: string): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      'node_modules/vite/bin/vite.js',
      'build',
      '--outDir',
      outDir,
      '--minify',
      'false',
      '--logLevel',
      'error',
    ],
    {
      env: { ...process.env, COMPLEXITYNET_LOCALES: locales, COMPLEXITYNET_LOCALE: pseudoLanguage },
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`The app could not be built in another language:\n${stderr}`);
}
