// `npm start`: the built app on this machine.

import { parseArgs } from 'node:util';
import { buildAll } from './build.mjs';
import { ExpectedError, onEnd, say } from './processes.mjs';
import { serve } from './serve.mjs';

/**
 * Builds the app, serves it until a signal comes, and prints its address.
 *
 * @param {string[]} args
 */
export async function start(args) {
  const { port, build } = options(args);
  if (build) {
    const code = await buildAll([], { quiet: true });
    if (code !== 0) return code;
  }
  const site = await (port === undefined ? serveFrom(4173, 50) : serveFrom(port, 1));
  console.log(`ComplexityNet is at ${site.url}`);
  say('Ctrl-C ends it.');
  return new Promise((/** @type {(code: number) => void} */ resolve) => {
    const ignore = onEnd(() => {
      ignore();
      site.close().then(() => resolve(0));
    });
  });
}

/** @param {string[]} args */
function options(args) {
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string' }, 'no-build': { type: 'boolean' } },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port === undefined || (Number.isInteger(port) && port >= 0 && port < 65536)) {
      return { port, build: !values['no-build'] };
    }
  } catch {
    // An unknown option: the usage tells all.
  }
  throw new ExpectedError('Usage: npm start -- [--port <number>] [--no-build]');
}

/**
 * Serves the build at the first free one of so many ports.
 *
 * @param {number} first
 * @param {number} count
 */
async function serveFrom(first, count) {
  for (let port = first; port < first + count; port++) {
    try {
      return await serve({ folder: 'dist', port });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  throw new ExpectedError(`Port ${first} is in use: name a free one with --port, or 0 for any.`);
}
