import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { LiveEntry } from './entry';

declare global {
  interface Window {
    live: LiveEntry;
    seenAnswers: [answers: number, at: number][];
  }
}

const sources = new Map<string, Promise<string>>();

/** A module with all that it imports, as one script. */
async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { write: false, target: 'es2023', lib: { entry, formats: ['iife'], name: 'entry' } },
  });
  const [{ output }] = built as { output: { code: string }[] }[];
  return output[0].code;
}

/** Runs a module in a page. It goes in through the debugger, which no content policy holds up. */
export async function inject(page: Page, entry: string): Promise<void> {
  if (!sources.has(entry)) sources.set(entry, bundled(entry));
  await page.evaluate(await sources.get(entry)!);
}

/** Puts `entry.ts` into a page: `window.live`. */
export async function injectLive(page: Page): Promise<void> {
  await inject(page, 'tests/support/live-page/entry.ts');
}
