import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Fold } from '../../../src/core/folds';
import { CannotRun } from '../bench';
import script from './peer.py?raw';

/** What is fitted and predicted: texts with their classes, for each fold. */
export interface Job {
  texts: string[];
  labels: number[];
  folds: Fold[];
}

export interface Answer {
  seconds: number;
  /** `[fold][test row][class]`. */
  probabilities: number[][][];
}

/** The n-grams of texts, as scikit-learn's analyzers list them. */
export interface Analysis {
  words: string[][];
  characters: string[][];
}

const oneThread = Object.fromEntries(
  ['OMP', 'OPENBLAS', 'MKL', 'BLIS'].map((library) => [`${library}_NUM_THREADS`, '1']),
);

/** scikit-learn in a process of its own, on one thread, that answers jobs one after the other. */
export class Peer {
  #child;
  #lines;

  constructor() {
    this.#child = spawn(findPython(), ['-c', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...oneThread },
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  run(job: Job): Promise<Answer> {
    return this.#ask(job) as Promise<Answer>;
  }

  analyse(texts: string[]): Promise<Analysis> {
    return this.#ask({ analyse: texts }) as Promise<Analysis>;
  }

  async #ask(question: object): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('scikit-learn’s process ended early');
    return JSON.parse(value);
  }

  close(): void {
    this.#child.stdin.end();
  }
}

/** A Python that has scikit-learn; on a Debian of our own it is installed where it is missing. */
function findPython(): string {
  const candidates = [process.env.PYTHON, 'python3', '/usr/bin/python3'].filter((path) => path !== undefined);
  const find = () =>
    candidates.find((python) => spawnSync(python, ['-c', 'import sklearn, scipy']).status === 0);
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing python3-sklearn, to compare with …');
    spawnSync('apt-get', ['install', '-y', 'python3-sklearn'], { stdio: ['ignore', 2, 2] });
  }
  const installed = find();
  if (installed) return installed;
  throw new CannotRun(
    'no Python with scikit-learn was found: install it (Debian: python3-sklearn), or name one in PYTHON',
  );
}
