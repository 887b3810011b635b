// `npm start`: the built app on this machine.

import { parseArgs } from 'node:util';
import { ExpectedError, runPackage, say } from './processes.mjs';
import { serve } from './serve.mjs';

const usage = 'Usage: npm start -- [--port <number>] [--no-build]';

/**
 * Builds the app, serves it until a signal comes, and prints its address.
 *
 * @param {string[]} args
 */
export async function start(args) {
  const { port, build } = options(args);
  if (build) {
    const code = await runPackage('vite', ['build'], { quiet: true });
    if (code !== 0) return code;
  }
  const site = port === undefined ? await serveFrom(4173) : await serve({ folder: 'dist', port });
  console.log(`ComplexityNet is at ${site.url}`);
  say('Ctrl-C ends it.');
  return new Promise((/** @type {(code: number) => void} */ resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => site.close().then(() => resolve(0)));
    }
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
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536)) throw new Error(usage);
    return { port, build: !values['no-build'] };
  } catch (error) {
    throw new ExpectedError(
      error instanceof Error && error.message !== usage ? `${error.message}\n${usage}` : usage,
    );
  }
}

/**
 * Serves the build at the first free port from this one on.
 *
 * @param {number} first
 */
async function serveFrom(first) {
  for (let port = first; ; port++) {
    try {
      return await serve({ folder: 'dist', port });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port >= first + 50) throw error;
    }
  }
}
