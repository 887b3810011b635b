import { parseArgs } from 'node:util';
import type { Cache, Progress } from '../core/interfaces';
import { recordedExperiments } from '../datasets/recorded';
import { study } from '../study/study';
import {
  comparisonContract,
  compareModels,
  makeComparisons,
  printComparisons,
  printModels,
} from './comparison';
import { toContract } from './contract';
import { drawsContract, printDraws, reproduceDraws } from './draws';
import { printReport } from './print';
import { findSubject } from './subject';

const usage = [
  `Usage: npm run reproduce -- [${recordedExperiments.map(({ id }) => id).join(' | ')} | outcomes file] [--all] [--compare | --no-predictors] [--seed 1] [--json]`,
  '       npm run reproduce -- --draws FILE [--seed 1] [--json]',
].join('\n');

const options = {
  all: { type: 'boolean', default: false },
  compare: { type: 'boolean', default: false },
  /** Leaves out all complexity models but the study’s own: it is done sooner. */
  'no-predictors': { type: 'boolean', default: false },
  draws: { type: 'string' },
  json: { type: 'boolean', default: false },
  seed: { type: 'string', default: '1' },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const seed = Number(values.seed);
  if (values.help) return void console.log(usage);
  if (positionals.length > 1 || !Number.isSafeInteger(seed)) throw new Error(usage);
  if (values.compare && values['no-predictors']) throw new Error(usage);
  if (values.draws === undefined) return reproduceStudy(positionals[0] ?? 'mbpp', { ...values, seed });
  // Draws are scored by themselves: no experiment is studied.
  if (positionals.length > 0 || values.all || values.compare || values['no-predictors'])
    throw new Error(usage);
  const report = await reproduceDraws(values.draws, { seed });
  if (values.json) printJson(drawsContract(report, { seed }));
  else console.log(printDraws(report, { seed }));
}

interface StudyArguments {
  seed: number;
  all: boolean;
  compare: boolean;
  'no-predictors': boolean;
  json: boolean;
}

async function reproduceStudy(name: string, { seed, ...values }: StudyArguments): Promise<void> {
  const { experiment, features } = await findSubject(name);
  if (values.compare && !features) {
    throw new Error('There are no features of these tasks to compare complexity models on.');
  }
  const scope = values.all ? 'all' : 'kept';
  const cache = memory();
  const report = await study(experiment, {
    seed,
    scope,
    features,
    cache,
    onProgress: (progress) => showProgress('complexity model', progress),
  });
  const told = { seed, scope, cache, onProgress: showProgress } as const;
  const comparisons =
    values.compare && features ? await makeComparisons(experiment, await features(), told) : undefined;
  const models =
    comparisons?.comparison ??
    (features && !values['no-predictors'] ? await compareModels(experiment, await features(), told) : null);
  if (values.json) {
    printJson({
      ...toContract(experiment, report, models),
      ...(comparisons && comparisonContract(comparisons)),
    });
  } else {
    const parts = [printReport(experiment, report)];
    if (comparisons) parts.push(printComparisons(comparisons));
    else if (models) parts.push(printModels(models));
    console.log(parts.join('\n\n'));
  }
}

const printJson = (value: unknown) => console.log(JSON.stringify(value, null, 2));

/** Keeps what was computed as long as the program runs. */
function memory(): Cache {
  const kept = new Map<string, unknown>();
  return {
    get: async (key) => kept.get(key),
    put: async (key, value) => void kept.set(key, value),
  };
}

function showProgress(what: string, { done, total }: Progress): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done === total ? '\r\x1b[K' : `\r${what}: ${done} of ${total} `);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
