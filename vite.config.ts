import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { judge } from './scripts/judge-plugin.ts';
import { offline } from './scripts/offline-plugin.ts';
import { routerFile } from './scripts/router-plugin.ts';
import { Language, pageLanguage, texts } from './scripts/texts/plugin.ts';

/** A hash of all code that decides what a study computes: results kept under another version are not used. */
export function studyVersion(root = import.meta.dirname): string {
  const hash = createHash('sha256');
  for (const folder of ['core', 'predictors', 'router', 'study']) {
    const base = join(root, 'src', folder);
    for (const name of readdirSync(base, { recursive: true, encoding: 'utf8' }).sort()) {
      if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(base, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The app's version, as it is cited. */
function packageVersion(): string {
  const file = readFileSync(join(import.meta.dirname, 'package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}

/** What the page is written in: each language is a build of its own. */
const language = new Language(process.env.COMPLEXITYNET_LOCALE ?? 'en');
const translation = () => texts(language, import.meta.dirname);

export default defineConfig({
  // Relative, so that the build works under any path of any static host.
  base: './',
  plugins: [translation(), pageLanguage(language), svelte(), judge(), routerFile(), offline(language)],
  define: {
    // Results have sentences in them: those of another language are not used.
    __STUDY_VERSION__: JSON.stringify(studyVersion() + (language.isSource ? '' : `-${language.locale}`)),
    __APP_VERSION__: JSON.stringify(packageVersion()),
  },
  worker: { format: 'es', plugins: () => [translation()] },
  build: {
    outDir: language.isSource ? 'dist' : `dist/${language.locale}`,
    target: 'es2023',
    chunkSizeWarningLimit: 400,
    // Which plugin takes how long on a busy machine is nothing to act on.
    rolldownOptions: { checks: { bundlerTimings: false, pluginTimings: false } },
  },
});
