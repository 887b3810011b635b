import { parseArgs } from 'node:util';
import type { Cache, Progress } from '../core/interfaces';
import { recordedExperiments } from '../datasets/recorded';
import { study } from '../study/study';
import { comparisonContract, makeComparisons, printComparisons } from './comparison';
import { toContract } from './contract';
import { printReport } from './print';
import { findSubject } from './subject';

const usage = `Usage: npm run reproduce -- [${recordedExperiments.map(({ id }) => id).join(' | ')} | outcomes file] [--all] [--compare] [--seed 1] [--json]`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      compare: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  if (values.help) return void console.log(usage);
  if (positionals.length > 1 || !Number.isSafeInteger(seed)) throw new Error(usage);
  const { experiment, features } = await findSubject(positionals[0] ?? 'mbpp');
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
  const comparisons =
    values.compare && features
      ? await makeComparisons(experiment, await features(), { seed, scope, cache, onProgress: showProgress })
      : undefined;
  if (values.json) {
    const contract = {
      ...toContract(experiment, report),
      ...(comparisons && comparisonContract(comparisons)),
    };
    console.log(JSON.stringify(contract, null, 2));
  } else {
    const parts = [printReport(experiment, report), ...(comparisons ? [printComparisons(comparisons)] : [])];
    console.log(parts.join('\n\n'));
  }
}

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
