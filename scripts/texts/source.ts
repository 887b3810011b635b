import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse as parseComponent } from 'svelte/compiler';
import { parseSync } from 'vite';
import type { Found } from './catalogue.ts';
import { MarkupReader } from './markup.ts';
import { mayHaveTexts } from './rules.ts';
import { ScriptReader } from './script.ts';
import { childrenOf, type Node, type Text } from './text.ts';

/** A comment before what is not to be translated. Elements say so by `translate="no"`. */
const untranslated = /(?:\/\/|\/\*) translate: no\b[^\n]*\n?\s*/g;

/**
 * The texts of a source, in their order; one that stands in another comes after it.
 *
 * @param file its path from the root of the repository, with slashes
 */
export function textsOf(source: string, file: string): Text[] {
  const skipped = new Set(
    [...source.matchAll(untranslated)].map(({ index, 0: { length } }) => index + length),
  );
  const script = new ScriptReader(source, /^src\/(?:ui\/|App)/.test(file), skipped);
  if (file.endsWith('.svelte')) {
    const { instance, module, fragment } = parseComponent(source, { modern: true, filename: file });
    for (const one of [module, instance]) if (one) script.readAll(childrenOf(one.content as unknown as Node));
    new MarkupReader(source, script).read(fragment as unknown as Node);
  } else {
    const { program, errors } = parseSync(file, source);
    if (errors.length) throw new Error(`${file}: ${errors[0].message}`);
    script.read(program as unknown as Node);
  }
  return script.texts.toSorted((a, b) => a.start - b.start || b.end - a.end);
}

/** The texts of all of the app, file by file. */
export function allTexts(root: string): Found[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => fileOf(join(root, 'src', name), root))
    .filter(mayHaveTexts)
    .sort()
    .flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      return textsOf(source, file).map((text) => ({ file, source, text }));
    });
}

/** A path as the catalogue names it. */
export const fileOf = (path: string, root: string) => relative(root, path).split(sep).join('/');
