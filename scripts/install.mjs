// Installs the dependencies where they are missing or not those of package-lock.json.

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ExpectedError, run, say } from './processes.mjs';

/**
 * Are the packages of a lock file installed? What npm put into node_modules it wrote down there itself, last of
 * all, so that a broken-off install counts as none. Optional packages are for other systems, or not needed.
 *
 * @typedef {{ packages?: Record<string, { version?: string, optional?: boolean }> }} Lock
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages ?? {}).every(
    ([path, { version, optional }]) =>
      path === '' || optional || installed.packages?.[path]?.version === version,
  );
}

/** Runs `npm ci` if needed; everything it prints goes to stderr. */
export async function ensureInstalled() {
  if (isInstalled(readLock('package-lock.json'), readLock('node_modules/.package-lock.json'))) return;
  say('Installing the dependencies (npm ci) …');
  const code = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=warn']);
  if (code !== 0) {
    throw new ExpectedError(
      `Installing the dependencies failed: npm ci ended with code ${code}; what it says stands above.\n` +
        'It needs the npm registry (npm ping tells whether it answers) and room in this folder.',
    );
  }
}

/**
 * @param {string} path
 * @returns {Lock}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {string[]} args */
function npm(args) {
  // The npm that runs us, where one does: it needn't be the one on the PATH, nor any be there.
  const cli = process.env.npm_execpath ?? '';
  if (basename(cli).startsWith('npm')) return run(process.execPath, [cli, ...args], { quiet: true });
  return run('npm', args, { quiet: true });
}
