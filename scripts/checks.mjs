// `npm run check` and `npm test`: steps, each with its seconds.

import { buildAll } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { ExpectedError, runPackage } from './processes.mjs';

/** @typedef {{ env?: NodeJS.ProcessEnv, print?: (text: string) => void }} Options */
/** @typedef {{ name: string, takesAll?: boolean, needs?: string, run: (options?: Options) => Promise<number> }} Step */

/** @type {Step[]} */
const checkSteps = [
  {
    name: 'types',
    run: (options) =>
      runPackage('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings'], options),
  },
  {
    name: 'lint',
    run: (options) => runPackage('eslint', ['.', '--max-warnings', '0'], options),
  },
  {
    name: 'types of scripts',
    run: (options) => runPackage('typescript', ['-p', 'scripts'], { program: 'tsc', ...options }),
  },
  {
    name: 'format',
    run: (options) => runPackage('prettier', ['--check', '--log-level', 'warn', '.'], options),
  },
];

/** Types, lint and format. */
export async function checks() {
  return runSteps(checkSteps);
}

/**
 * All checks and tests but those marked `@long`, which try again at length what others try briefly; `all`, with
 * them; or one part: `check`, `unit [Vitest's arguments]`, `e2e [Playwright's arguments]`.
 *
 * @param {string[]} args
 */
export async function tests([part = 'most', ...args]) {
  const unit = { name: 'unit tests', takesAll: true, run: () => runPackage('vitest', ['run', ...args]) };
  /** @type {Step} */
  const build = {
    name: 'build',
    run: (options) => buildAll(['--logLevel', 'warn'], options),
  };
  /** @param {string[]} filter */
  const browser = (...filter) => ({
    name: 'browser tests',
    takesAll: true,
    needs: 'build',
    run: () => browserTests([...filter, ...args]),
  });
  /** @type {Record<string, Step[]>} */
  const parts = {
    most: [...checkSteps, unit, build, browser('--grep-invert', '@long')],
    all: [...checkSteps, unit, build, browser()],
    check: checkSteps,
    unit: [unit],
    e2e: [build, browser()],
  };
  if (!Object.hasOwn(parts, part) || (args.length && !['unit', 'e2e'].includes(part))) {
    throw new ExpectedError(
      'Usage: npm test -- [all | check | unit [Vitest’s arguments] | e2e [Playwright’s]]',
    );
  }
  return runSteps(parts[part]);
}

/** @param {string[]} args */
async function browserTests(args) {
  const env = { CHROMIUM_PATH: await findChromium() };
  return runPackage('@playwright/test', ['test', ...args], { program: 'playwright', env });
}

/**
 * Runs all steps, so that one look shows all that is wrong, but for those that need one that failed. Those of one
 * thread go two by two; what takes all cores goes alone, after them.
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
  /** @param {Step} step @param {Options} [options] */
  const take = async (step, options) => {
    if (step.needs && failed.has(step.needs)) {
      lines.push(`${step.name.padEnd(18)}         not run: ${step.needs} failed`);
      failed.add(step.name);
      return;
    }
    const begin = performance.now();
    const code = await step.run(options).catch(failure);
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    lines.push(`${step.name.padEnd(18)}${seconds.padStart(6)} s ${code === 0 ? 'passed' : 'FAILED'}`);
    if (code !== 0) {
      failed.add(step.name);
      exitCode ||= code;
    }
  };

  const queue = steps.filter((step) => !step.takesAll);
  const next = async () => {
    for (let step = queue.shift(); step && exitCode <= 128; step = queue.shift()) {
      let text = '';
      await take(step, { print: (more) => (text += more) });
      console.log(`\n── ${step.name}\n${text.trimEnd()}`);
    }
  };
  await Promise.all([next(), next()]);
  for (const step of steps.filter((one) => one.takesAll)) {
    // A signal, such as Ctrl-C: the reader wants all of it to end.
    if (exitCode > 128) break;
    console.log(`\n── ${step.name}`);
    await take(step);
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
