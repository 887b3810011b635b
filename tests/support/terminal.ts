import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from '../../scripts/bundle.mjs';
import type { toContract } from '../../src/cli/contract';

const node = (...args: string[]) => promisify(execFile)(process.execPath, args, { maxBuffer: 64e6 });

let bundled: Promise<string> | undefined;

/** The program that `npm run reproduce` bundles, bundled once in each process that asks for it. */
function program(): Promise<string> {
  bundled ??= bundle('src/cli/reproduce.ts').then((path) => {
    process.once('exit', () => rmSync(dirname(path), { recursive: true, force: true }));
    return path;
  });
  return bundled;
}

/**
 * What `npm run reproduce -- …` prints.
 *
 * @throws Error with `stderr` where it fails
 */
export async function runReproduce(...args: string[]): Promise<string> {
  const { stdout } = await node('--enable-source-maps', await program(), ...args);
  return stdout;
}

/** The command itself, as npm runs it: bundled anew each time, which takes seconds. */
export async function commandReproduce(...args: string[]): Promise<string> {
  const { stdout } = await node('scripts/run.mjs', 'reproduce', ...args);
  return stdout;
}

/** What `npm run reproduce -- … --json` prints, all complexity models but the study’s own left out. */
export async function reproduce(...args: string[]): Promise<ReturnType<typeof toContract>> {
  return JSON.parse(await runReproduce(...args, '--no-predictors', '--json'));
}
