import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Experiment } from '../core/experiment';
import type { FeatureTable } from '../core/features';
import { parseOutcomes } from '../core/outcomes-file';
import { findRecorded, loadRecorded, recordedExperiments } from '../datasets/recorded';
import { decodeFeatureTable } from '../predictors/features/codec';
import { study } from '../study/study';
import { toContract } from './contract';
import { printReport } from './print';

const usage = `Usage: npm run reproduce -- [${recordedExperiments.map(({ id }) => id).join(' | ')} | outcomes file] [--all] [--seed 1] [--json]`;

/** What is studied, and the features of its tasks where they are at hand. */
interface Subject {
  experiment: Experiment;
  features?: () => Promise<FeatureTable>;
}

const publicFile = (path: string) => resolve('public', path);

async function findSubject(name: string): Promise<Subject> {
  const recorded = findRecorded(name);
  if (recorded) {
    return {
      experiment: await loadRecorded(name, (path) => readFile(publicFile(path), 'utf8')),
      features: async () => decodeFeatureTable(await readFile(publicFile(recorded.features))),
    };
  }
  const path = resolve(process.env.INIT_CWD ?? '.', name);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const known = recordedExperiments.map(({ id }) => id).join(', ');
    throw new Error(`${name} is no built-in experiment (${known}), and no file could be read at ${path}`, {
      cause,
    });
  }
  return { experiment: parseOutcomes(text, { id: name }) };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  if (values.help) return void console.log(usage);
  if (positionals.length > 1 || !Number.isSafeInteger(seed)) throw new Error(usage);
  const { experiment, features } = await findSubject(positionals[0] ?? 'mbpp');
  const report = await study(experiment, {
    seed,
    scope: values.all ? 'all' : 'kept',
    features,
    onProgress: ({ done, total }) => {
      if (process.stderr.isTTY) process.stderr.write(`\rcomplexity model: ${done} of ${total} folds `);
      if (done === total && process.stderr.isTTY) process.stderr.write('\r\x1b[K');
    },
  });
  console.log(
    values.json ? JSON.stringify(toContract(experiment, report), null, 2) : printReport(experiment, report),
  );
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
