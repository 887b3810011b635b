// `npm run check` and `npm test`: steps, each with its seconds.

import { findChromium } from './chromium.mjs';
import { ExpectedError, runPackage } from './processes.mjs';

/** @typedef {{ name: string, needs?: string, run: () => Promise<number> }} Step */

/** @type {Step[]} */
const checkSteps = [
  {
    name: 'types',
    run: () => runPackage('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings']),
  },
  { name: 'types of scripts', run: () => runPackage('typescript', ['-p', 'scripts'], { program: 'tsc' }) },
  { name: 'lint', run: () => runPackage('eslint', ['.', '--max-warnings', '0']) },
  { name: 'format', run: () => runPackage('prettier', ['--check', '--log-level', 'warn', '.']) },
];

/** Types, lint and format. */
export async function checks() {
  return runSteps(checkSteps);
}

/**
 * All checks and tests, or one part of them: `check`, `unit [Vitest's arguments]`, `e2e [Playwright's arguments]`.
 *
 * @param {string[]} args
 */
export async function tests([part, ...args]) {
  const rest = part === undefined ? [] : args;
  const unit = { name: 'unit tests', run: () => runPackage('vitest', ['run', ...rest]) };
  const build = { name: 'build', run: () => runPackage('vite', ['build', '--logLevel', 'warn']) };
  const e2e = { name: 'browser tests', needs: 'build', run: () => browserTests(rest) };
  /** @type {Record<string, Step[]>} */
  const parts = {
    all: [...checkSteps, unit, build, e2e],
    check: checkSteps,
    unit: [unit],
    e2e: [build, e2e],
  };
  if (!Object.hasOwn(parts, part ?? 'all')) {
    throw new ExpectedError('Usage: npm test -- [check | unit [Vitest’s arguments] | e2e [Playwright’s]]');
  }
  return runSteps(parts[part ?? 'all']);
}

/** @param {string[]} args */
async function browserTests(args) {
  const env = { CHROMIUM_PATH: await findChromium() };
  return runPackage('@playwright/test', ['test', ...args], { program: 'playwright', env });
}

/**
 * Runs all steps, so that one look shows all that is wrong, but for those that need one that failed.
 *
 * @param {Step[]} steps
 * @returns {Promise<number>} the exit code of the first that failed
 */
async function runSteps(steps) {
  /** @type {string[]} */
  const lines = [];
  /** @type {Set<string>} */
  const failed = new Set();
  let exitCode = 0;
  for (const step of steps) {
    if (step.needs && failed.has(step.needs)) {
      lines.push(`${step.name.padEnd(18)}         not run: ${step.needs} failed`);
      failed.add(step.name);
      continue;
    }
    console.log(`\n── ${step.name}`);
    const begin = performance.now();
    const code = await step.run().catch(failure);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    lines.push(`${step.name.padEnd(18)}${seconds.padStart(6)} s ${code === 0 ? 'passed' : 'FAILED'}`);
    if (code !== 0) {
      failed.add(step.name);
      exitCode ||= code;
    }
    // A signal, such as Ctrl-C: the reader wants all of it to end.
    if (code > 128) break;
  }
  console.log(`\n${lines.join('\n')}`);
  return exitCode;
}

/**
 * @param {unknown} error
 * @returns {number} the exit code of a step that ended with it
 */
function failure(error) {
  console.error(error instanceof ExpectedError ? error.message : error);
  return 1;
}
