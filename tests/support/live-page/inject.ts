import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { LiveEntry } from './entry';

declare global {
  interface Window {
    live: LiveEntry;
    seenAnswers: [answers: number, at: number][];
  }
}

let source: Promise<string> | undefined;

/** A module with all that it imports, as one script. */
async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      lib: { entry, formats: ['iife'], name: 'entry' },
    },
  });
  const [{ output }] = built as { output: { code: string }[] }[];
  return output[0].code;
}

/** Puts `entry.ts` into a page: `window.live`. It goes in through the debugger, which no content policy holds up. */
export async function injectLive(page: Page): Promise<void> {
  source ??= bundled('tests/support/live-page/entry.ts');
  await page.evaluate(await source);
}
