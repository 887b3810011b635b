import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../../scripts/serve.mjs';
import { drive } from './drive';

/** A Firefox that runs: `FIREFOX_PATH`, else one on the path. */
export function findFirefox(): string | undefined {
  const names = process.env.FIREFOX_PATH ? [process.env.FIREFOX_PATH] : ['firefox', 'firefox-esr'];
  const works = (name: string) => spawnSync(name, ['--version'], { timeout: 20_000 }).status === 0;
  return names.find(works);
}

/** Opens the built app in a Firefox of its own, which drives itself; gives what it tells, step by step. */
export async function* drivenFirefox(firefox: string): AsyncGenerator<{ step: string; said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'complexitynet-firefox-'));
  const app = join(folder, 'app');
  const told: { step: string; said: string }[] = [];
  let onTold = () => {};
  const ear = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      told.push(JSON.parse(body) as (typeof told)[number]);
      response.end();
      onTold();
    });
  });
  await new Promise<void>((ready) => ear.listen(0, '127.0.0.1', ready));
  cpSync('dist', app, { recursive: true });
  const tellTo = `http://127.0.0.1:${(ear.address() as AddressInfo).port}/`;
  writeFileSync(join(app, 'drive.js'), `(${drive.toString()})(${JSON.stringify(tellTo)});`);
  const index = join(app, 'index.html');
  const page = readFileSync(index, 'utf8');
  writeFileSync(index, page.replace('</head>', '<script src="drive.js" defer></script></head>'));
  const site = await serve({ folder: app, base: '/some/path/' });
  const browser = spawn(
    firefox,
    ['--headless', '--no-remote', '--profile', mkdtempSync(join(folder, 'profile-')), site.url],
    { stdio: 'ignore' },
  );
  const gone = new Promise((resolve) => browser.once('exit', resolve));
  // A test that is out of time ends its process without coming to what is below.
  process.once('exit', () => browser.kill());
  try {
    for (;;) {
      const next = told.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => (onTold = resolve));
    }
  } finally {
    browser.kill();
    await gone;
    ear.close();
    ear.closeAllConnections();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
