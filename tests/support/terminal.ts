import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { toContract } from '../../src/cli/contract';

/**
 * What `npm run reproduce -- …` prints.
 *
 * @throws Error with `stderr` where it fails
 */
export async function runReproduce(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/run.mjs', 'reproduce', ...args], {
    maxBuffer: 64e6,
  });
  return stdout;
}

/** What `npm run reproduce -- … --json` prints, all complexity models but the study’s own left out. */
export async function reproduce(...args: string[]): Promise<ReturnType<typeof toContract>> {
  return JSON.parse(await runReproduce(...args, '--no-predictors', '--json'));
}
