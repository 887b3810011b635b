// Child processes, and what the commands tell about them.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

/** Something that the reader can mend: shown as a message, without a stack. */
export class ExpectedError extends Error {
  expected = true;
}

/**
 * Tells the reader something on stderr: stdout belongs to the program that a command runs.
 *
 * @param {string} message
 */
export function say(message) {
  process.stderr.write(`${message}\n`);
}

/**
 * Calls back when we are to end: at a signal, or when our parent is gone. Who ends `npm` ends the shell that npm
 * started us with, which tells us nothing.
 *
 * @param {(signal: NodeJS.Signals) => void} callback
 * @returns {() => void} stops listening
 */
export function onEnd(callback) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, callback);
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    callback('SIGTERM');
  }, 1000).unref();
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, callback);
  };
}

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [quiet] what it prints goes to stderr
 * @property {(text: string) => void} [print] gets what it prints, instead of the terminal
 */

/**
 * Runs a program until it ends, passing on the signals that would end us.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<number>} its exit code; 128 + the signal's number where a signal ended it
 */
export function run(command, args, { env = {}, quiet = false, print } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: print ? ['inherit', 'pipe', 'pipe'] : ['inherit', quiet ? 2 : 'inherit', 'inherit'],
    });
    if (print)
      for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print);
    const ignore = onEnd((signal) => {
      // A terminal sends Ctrl-C to the child itself; twice would make some tools skip their cleaning up.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
    child.on('error', (error) => {
      ignore();
      reject(error);
    });
    child.on('close', (code, signal) => {
      ignore();
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * Runs the program of an installed package.
 *
 * @param {string} name the package, whose program has the package's name unless `program` says otherwise
 * @param {string[]} args
 * @param {RunOptions & { program?: string }} options
 */
export function runPackage(name, args, { program = name, ...options } = {}) {
  const folder = join('node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : bin[program];
  return run(process.execPath, [join(folder, file), ...args], options);
}
