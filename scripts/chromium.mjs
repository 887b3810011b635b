// Finds a Chromium for the browser tests, or installs one.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ExpectedError, run, runPackage, say } from './processes.mjs';

// The headless shell, where Debian's package is there, takes a fifth less of the processor: it draws no window.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** @type {typeof import('./chromium.mjs').findChromium} */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (works(named)) return named;
    throw new ExpectedError(`CHROMIUM_PATH is ${named}, which doesn't run.`);
  }
  const found = onPath(names) ?? (await playwrightsOwn()) ?? (await install());
  if (found) return found;
  throw new ExpectedError(
    'The browser tests need a Chromium, and none was found or could be installed.\n' +
      'Install Chromium or Chrome, or run "npx playwright install --with-deps chromium",\n' +
      'or set CHROMIUM_PATH to the executable of one that you have.',
  );
}

async function install() {
  const root = process.getuid?.() === 0;
  const apt = root && onPath(['apt-get'], () => true);
  if (apt) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run(apt, ['update', '-q'], { env, quiet: true });
    for (const name of ['chromium-headless-shell', 'chromium']) {
      say(`No Chromium found: installing one (apt-get install ${name}) …`);
      await run(apt, ['install', '-y', '-q', name], { env, quiet: true });
      const found = onPath(names);
      if (found) return found;
    }
  }
  say('No Chromium found: installing one (playwright install chromium) …');
  // Ubuntu's package is an empty one that points to a snap: there Playwright's own is it, with its libraries.
  await runPackage('@playwright/test', ['install', ...(apt ? ['--with-deps'] : []), 'chromium'], {
    program: 'playwright',
    quiet: true,
  });
  return playwrightsOwn();
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return works(path) ? path : undefined;
}

/**
 * The first of these programs that is on the PATH and good.
 *
 * @param {string[]} programs
 */
function onPath(programs, good = works) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const paths = programs.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => isExecutable(path) && good(path));
}

/** @param {string} path */
function works(path) {
  // Some are mere scripts that say where to get one.
  return (
    isExecutable(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
  );
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
