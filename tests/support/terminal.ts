import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { toContract } from '../../src/cli/contract';

/** What `npm run reproduce -- … --json` prints, all complexity models but the study’s own left out. */
export async function reproduce(...args: string[]): Promise<ReturnType<typeof toContract>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['scripts/run.mjs', 'reproduce', ...args, '--no-predictors', '--json'],
    { maxBuffer: 64e6 },
  );
  return JSON.parse(stdout);
}
